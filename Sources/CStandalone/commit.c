#include "CStandalone.h"

#ifndef SRVLINT_COMMIT
#define SRVLINT_COMMIT "unknown"
#endif

const char *const srvlint_commit = SRVLINT_COMMIT;
