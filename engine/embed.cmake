# Turns a text file into a C file that defines it as a string:
# cmake -DINPUT=FILE -DOUTPUT=FILE.c -DNAME=identifier -DHEADER=header -P embed.cmake
# One literal a byte, which the compiler joins: "\x41" "B" would else be read as one number.
file(READ ${INPUT} bytes HEX)
string(REGEX REPLACE "([0-9a-f][0-9a-f])" "\"\\\\x\\1\"" bytes "${bytes}")
string(REPLACE "\"\\x0a\"" "\"\\n\"\n" bytes "${bytes}")
file(WRITE ${OUTPUT} "#include \"${HEADER}\"\n\nconst char ${NAME}[] =\n${bytes};\n")
