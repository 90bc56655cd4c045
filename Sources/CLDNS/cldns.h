// ldns as Swift sees it: records, names and the wire format. Its zone reader and its
// resolver are never called; Sources/DNS/README.md says why.
#include <ldns/ldns.h>
