// Extended attributes, among them access control lists: Swift's Glibc module leaves this header out.
#include <sys/xattr.h>
