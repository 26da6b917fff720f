/* The parts of the test of read/. */
#ifndef READ_TESTS_H
#define READ_TESTS_H

void add_restore_tests(void);
void add_schema_tests(void);
void add_story_tests(void);
void add_value_tests(void);

#endif
