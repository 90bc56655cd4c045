import CLDNS
import Synchronization

/// Multiples of one ECDSA P-256 key, which make verifying many signatures of it almost twice as fast.
///
/// A verification computes a multiple of the generator of the curve and a multiple of the key (FIPS 186-5 §6.4.2). OpenSSL has
/// a table for the first. Making one for the key takes as long as some hundred verifications, so this is done when the key
/// has made as many signatures: one key signs a whole zone. Shared by all threads.
public final class KeyMultiples: Sendable {
    /// The number of verifications after which the table is made.
    public static let threshold = 400

    private let publicKey: [UInt8]
    private let uses = Atomic<Int>(0)
    private let made = Mutex<CurveTable??>(nil)

    /// - Parameter algorithm: the number in IANA's registry of DNSSEC algorithms.
    /// - Returns: `nil` if a table would not help: only P-256 has fast arithmetic for it in OpenSSL, on these processors.
    public init?(algorithm: UInt8, publicKey: [UInt8]) {
        #if arch(x86_64) || arch(arm64)
            guard algorithm == 13, publicKey.count == 64 else { return nil }
            self.publicKey = publicKey
        #else
            return nil
        #endif
    }

    /// The table; `nil` before it is worth its time.
    func table() -> CurveTable? {
        guard uses.add(1, ordering: .relaxed).oldValue >= Self.threshold else { return nil }
        return made.withLock { made in
            if let known = made { return known }
            let table = CurveTable(publicKey)
            made = .some(table)
            return table
        }
    }
}

/// OpenSSL's table of multiples of a P-256 key: that of a group whose generator is the key. Only read after it is made.
final class CurveTable: @unchecked Sendable {
    fileprivate let group: OpaquePointer
    fileprivate let keyGroup: OpaquePointer

    fileprivate init?(_ publicKey: [UInt8]) {
        guard let group = EC_GROUP_new_by_curve_name(NID_X9_62_prime256v1) else { return nil }
        guard let keyGroup = EC_GROUP_dup(group) else {
            EC_GROUP_free(group)
            return nil
        }
        self.group = group
        self.keyGroup = keyGroup
        let point = EC_POINT_new(group)
        defer {
            EC_POINT_free(point)
            ERR_clear_error()
        }
        let octets = [4] + publicKey
        // This also checks that the point is on the curve.
        guard EC_POINT_oct2point(group, point, octets, octets.count, nil) == 1,
            EC_GROUP_set_generator(keyGroup, point, EC_GROUP_get0_order(group), BN_value_one()) == 1,
            EC_GROUP_precompute_mult(keyGroup, nil) == 1
        else { return nil }
    }

    deinit {
        EC_GROUP_free(keyGroup)
        EC_GROUP_free(group)
    }
}

/// Verifies signatures with a ``CurveTable``. Each thread has its own.
final class CurveVerifier {
    private let table: CurveTable
    private let context = BN_CTX_new()
    private let point: OpaquePointer?
    private let keyPoint: OpaquePointer?
    private let numbers = (0..<5).map { _ in BN_new() }

    init(_ table: CurveTable) {
        self.table = table
        point = EC_POINT_new(table.group)
        keyPoint = EC_POINT_new(table.group)
    }

    deinit {
        for number in numbers { BN_free(number) }
        EC_POINT_free(keyPoint)
        EC_POINT_free(point)
        BN_CTX_free(context)
    }

    /// Whether the key made the signature, two numbers of 32 octets, over the digest. `false` if OpenSSL fails.
    func verifies(_ signature: ArraySlice<UInt8>, _ digest: [UInt8]) -> Bool {
        guard signature.count == 64, digest.count == 32, let order = EC_GROUP_get0_order(table.group) else {
            return false
        }
        let (r, s, first, second, x) = (numbers[0], numbers[1], numbers[2], numbers[3], numbers[4])
        let isRead = signature.withUnsafeBufferPointer { octets in
            BN_bin2bn(octets.baseAddress, 32, r) != nil && BN_bin2bn(octets.baseAddress.map { $0 + 32 }, 32, s) != nil
        }
        guard isRead, BN_is_zero(r) == 0, BN_is_zero(s) == 0, BN_cmp(r, order) < 0, BN_cmp(s, order) < 0,
            BN_bin2bn(digest, 32, first) != nil,
            BN_mod_inverse(x, s, order, context) != nil,
            BN_mod_mul(first, first, x, order, context) == 1, BN_mod_mul(second, r, x, order, context) == 1,
            EC_POINT_mul(table.group, point, first, nil, nil, context) == 1,
            EC_POINT_mul(table.keyGroup, keyPoint, second, nil, nil, context) == 1,
            EC_POINT_add(table.group, point, point, keyPoint, context) == 1,
            EC_POINT_is_at_infinity(table.group, point) == 0,
            EC_POINT_get_affine_coordinates(table.group, point, x, nil, context) == 1,
            BN_nnmod(x, x, order, context) == 1
        else { return false }
        return BN_cmp(x, r) == 0
    }
}
