// Replaces the functions of the C library that load shared libraries at run time, in the static executable.
//
// A static executable with glibc still loads libraries to look up hosts, users, groups and services (NSS), and if they differ
// from the C library it was built with, it crashes. Nothing that the program does needs these functions. Libraries contain
// calls that are never made:
//
// - getaddrinfo, gethostbyname: NIO and both TLS libraries, for connections to a host by its name. `Network` connects to
//   addresses only, and looks names up with its own DNS client, as configured in /etc/resolv.conf.
// - getservbyname and the like: ldns, for WKS records, which `DNS` reads and prints with its own table.
// - getpwnam_r and the like: Foundation, for home directories and owners of files. The program uses neither.
// - dlopen: OpenSSL for engines and providers, NIO and the Swift runtime for optional features.
//
// These definitions take the place of those in libc.a, so the code that reads nsswitch.conf or loads a library is not even
// part of the executable. A call fails as if nothing was found. `.ci/check-static` verifies this.
#ifdef SRVLINT_STATIC

#include <dlfcn.h>
#include <errno.h>
#include <grp.h>
#include <netdb.h>
#include <pwd.h>
#include <stddef.h>

int getaddrinfo(const char *host, const char *service, const struct addrinfo *hints, struct addrinfo **result) {
    *result = NULL;
    return EAI_FAIL;
}

void freeaddrinfo(struct addrinfo *list) {}

int getnameinfo(const struct sockaddr *address, socklen_t length, char *host, socklen_t hostLength, char *service,
                socklen_t serviceLength, int flags) {
    return EAI_FAIL;
}

struct hostent *gethostbyname(const char *name) { return NULL; }

struct servent *getservbyname(const char *name, const char *protocol) { return NULL; }
struct servent *getservbyport(int port, const char *protocol) { return NULL; }
void endservent(void) {}

struct protoent *getprotobyname(const char *name) { return NULL; }
struct protoent *getprotobynumber(int number) { return NULL; }
void endprotoent(void) {}

int getpwnam_r(const char *name, struct passwd *entry, char *buffer, size_t size, struct passwd **result) {
    *result = NULL;
    return ENOENT;
}

int getpwuid_r(uid_t user, struct passwd *entry, char *buffer, size_t size, struct passwd **result) {
    *result = NULL;
    return ENOENT;
}

int getgrnam_r(const char *name, struct group *entry, char *buffer, size_t size, struct group **result) {
    *result = NULL;
    return ENOENT;
}

int getgrgid_r(gid_t group, struct group *entry, char *buffer, size_t size, struct group **result) {
    *result = NULL;
    return ENOENT;
}

void *dlopen(const char *path, int mode) { return NULL; }

/// Finds the program that prints a backtrace after a crash, before `main` runs. The Swift runtime searches the directories
/// beside the executable for it, and ends the program if /proc is not mounted.
char *swift_copyAuxiliaryExecutablePath(const char *name) { return NULL; }

#endif
