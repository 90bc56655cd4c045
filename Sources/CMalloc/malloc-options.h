// `malloc_trim`, which the module map of glibc leaves out.
#include <malloc.h>
