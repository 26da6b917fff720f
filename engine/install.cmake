# What `cmake --install` lays down: command, library, header, pkg-config file, CMake package, manual page, completions, data.
include(CMakePackageConfigHelpers)

file(RELATIVE_PATH library_from_command ${CMAKE_INSTALL_FULL_BINDIR} ${CMAKE_INSTALL_FULL_LIBDIR})
set_target_properties(duikai_command PROPERTIES INSTALL_RPATH "$ORIGIN/${library_from_command}")
install(TARGETS duikai EXPORT duikai LIBRARY DESTINATION ${CMAKE_INSTALL_LIBDIR}
        PUBLIC_HEADER DESTINATION ${CMAKE_INSTALL_INCLUDEDIR})
install(TARGETS duikai_command RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})

get_property(packages GLOBAL PROPERTY DUIKAI_PACKAGES)
list(APPEND packages glib-2.0)
list(TRANSFORM packages REPLACE "[<>=].*" "")
list(REMOVE_DUPLICATES packages)
list(SORT packages)
list(JOIN packages ", " private_packages)
file(RELATIVE_PATH prefix_from_pc ${CMAKE_INSTALL_FULL_LIBDIR}/pkgconfig ${CMAKE_INSTALL_PREFIX})
configure_file(duikai.pc.in duikai.pc @ONLY)
install(FILES ${CMAKE_CURRENT_BINARY_DIR}/duikai.pc DESTINATION ${CMAKE_INSTALL_LIBDIR}/pkgconfig)

set(package ${CMAKE_INSTALL_LIBDIR}/cmake/duikai)
install(EXPORT duikai FILE duikai-config.cmake NAMESPACE duikai:: DESTINATION ${package})
write_basic_package_version_file(duikai-config-version.cmake COMPATIBILITY SameMinorVersion)
install(FILES ${CMAKE_CURRENT_BINARY_DIR}/duikai-config-version.cmake DESTINATION ${package})

set(about ${PROJECT_BINARY_DIR}/about)
install(FILES ${about}/duikai.man DESTINATION ${CMAKE_INSTALL_MANDIR}/man1 RENAME duikai.1)
install(FILES ${about}/duikai.bash DESTINATION ${CMAKE_INSTALL_DATADIR}/bash-completion/completions RENAME duikai)
install(FILES ${about}/duikai.zsh DESTINATION ${CMAKE_INSTALL_DATADIR}/zsh/site-functions RENAME _duikai)
install(FILES ${about}/duikai.fish DESTINATION ${CMAKE_INSTALL_DATADIR}/fish/vendor_completions.d)
install(DIRECTORY ${PROJECT_SOURCE_DIR}/fonts ${PROJECT_SOURCE_DIR}/layouts DESTINATION ${CMAKE_INSTALL_DATADIR}/duikai)
install(FILES ${PROJECT_SOURCE_DIR}/LICENSE ${PROJECT_SOURCE_DIR}/README.md DESTINATION ${CMAKE_INSTALL_DOCDIR})
