/* Stamps by stat: a save in place changes the times, a save by rename the file's number, and a file that comes or goes is seen too. */
#include "base/base.h"

BaseStamp base_stamp(const char *path)
{
    struct stat status;
    if (stat(path, &status) != 0) return (BaseStamp){0};
    if (!S_ISREG(status.st_mode)) return (BaseStamp){.is_there = true, .device = status.st_dev, .number = status.st_ino};
    return (BaseStamp){true, status.st_dev, status.st_ino, status.st_size, status.st_mtim, status.st_ctim};
}

static bool is_same_time(struct timespec a, struct timespec b)
{
    return a.tv_sec == b.tv_sec && a.tv_nsec == b.tv_nsec;
}

bool base_stamp_is_same(const BaseStamp *a, const BaseStamp *b)
{
    if (!a->is_there || !b->is_there) return a->is_there == b->is_there;
    return a->device == b->device && a->number == b->number && a->size == b->size && is_same_time(a->modified, b->modified) &&
           is_same_time(a->changed, b->changed);
}
