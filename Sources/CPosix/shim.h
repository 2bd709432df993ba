#ifndef RIR_CPOSIX_SHIM_H
#define RIR_CPOSIX_SHIM_H

/* Calls that Swift's own modules leave out. */

#include <fcntl.h>
#include <stdlib.h>
#ifdef __GLIBC__
#include <malloc.h>
#endif
#include <sys/types.h>

/* open(2) with a mode is variadic. */
static inline int rir_create_new(const char *path, mode_t mode) {
    return open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode);
}

static inline int rir_open_lock(const char *path, mode_t mode) {
    return open(path, O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, mode);
}

/* Keeps the number of heaps small: a daemon of few threads should not hold a heap for each. */
static inline void rir_limit_heaps(int heaps) {
#ifdef __GLIBC__
    mallopt(M_ARENA_MAX, heaps);
#else
    (void)heaps;
#endif
}

static inline void rir_trim_memory(void) {
#ifdef __GLIBC__
    malloc_trim(0);
#endif
}

#ifdef __linux__
extern int syncfs(int fd);

static inline int rir_syncfs(int fd) {
    return syncfs(fd);
}

extern int memfd_create(const char *name, unsigned int flags);

/* A file in memory without a name, closed on exec. */
static inline int rir_memory_file(void) {
    return memfd_create("rir", 1u);
}
#endif

#endif
