#include "CStandalone.h"

static int count = 0;
static char **words = 0;

int srvlint_argument_count(void) { return count; }
char **srvlint_arguments(void) { return words; }

/// The C library passes the arguments of `main` to constructors too. The Swift runtime reads them from /proc/self/cmdline,
/// which may not be mounted.
__attribute__((constructor)) static void keep_arguments(int argc, char **argv) {
    count = argc;
    words = argv;
}
