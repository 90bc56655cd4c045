// Extended attributes, such as access control lists. The Glibc module of Swift does not contain this header.
#include <sys/xattr.h>
