#ifndef RIR_CPOSIX_SHIM_H
#define RIR_CPOSIX_SHIM_H

/* Calls that Swift's own modules leave out. */

#include <fcntl.h>
#include <sys/types.h>

/* open(2) with a mode is variadic. */
static inline int rir_create_new(const char *path, mode_t mode) {
    return open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode);
}

static inline int rir_open_lock(const char *path, mode_t mode) {
    return open(path, O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, mode);
}

#ifdef __linux__
extern int syncfs(int fd);

static inline int rir_syncfs(int fd) {
    return syncfs(fd);
}
#endif

#endif
