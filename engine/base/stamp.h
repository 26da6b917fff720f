/* Stamps: what the file system says of a file at one moment, so that it can be told later whether the file is another now. */
#ifndef BASE_STAMP_H
#define BASE_STAMP_H

#include <stdbool.h>
#include <sys/stat.h>

typedef struct {
    bool is_there; /* the rest is zero where it is not */
    dev_t device;
    ino_t number;
    off_t size; /* this and the times: of a regular file; reading a pipe, say, is no save */
    struct timespec modified, changed;
} BaseStamp;

/* Through links, to the file that would be read. */
BaseStamp base_stamp(const char *path);
bool base_stamp_is_same(const BaseStamp *a, const BaseStamp *b);

#endif
