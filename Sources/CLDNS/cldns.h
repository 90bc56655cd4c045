// Imports ldns for records, names and the wire format, and the OpenSSL that ldns uses for signatures and digests. The zone
// reader, the zone verifier and the resolver of ldns are never called; see Sources/DNS/README.md for the reasons.

// The low-level digests are deprecated but not going away, and hash NSEC3 names several times as fast as `EVP_Digest`.
#define OPENSSL_SUPPRESS_DEPRECATED

#include <ldns/ldns.h>
#include <openssl/bn.h>
#include <openssl/crypto.h>
#include <openssl/ec.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/obj_mac.h>
#include <openssl/sha.h>
#include <openssl/x509.h>
