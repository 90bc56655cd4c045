// The memory of the allocator, which can be asked to return what it does not use. The Glibc module of Swift does not contain
// this header.
#include <malloc.h>
