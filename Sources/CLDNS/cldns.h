// Imports ldns for records, names and the wire format. Its zone reader and its resolver are never called; see
// Sources/DNS/README.md for the reasons.
#include <ldns/ldns.h>
#include <openssl/crypto.h>
