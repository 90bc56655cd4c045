// What Swift and its Glibc module lack.
#include <sys/syscall.h>
#include <unistd.h>

// Loads a cache line ahead of its use.
static inline void srvlint_prefetch(const void *address) {
    __builtin_prefetch(address);
}

// Reads the processors that the process may use, a bit for each. Returns the number of bytes, or -1.
static inline long srvlint_affinity(void *mask, unsigned long size) {
    return syscall(SYS_sched_getaffinity, 0, size, mask);
}
