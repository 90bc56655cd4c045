import Certificates

extension CertificatePath {
    /// Whether clients may trust the path without a certificate of it: without roots to compare with, the last issuer of
    /// a chain may be a root that another authority signed as well, as most authorities do.
    func mayBeUnneeded(_ index: Int, _ trust: TrustJudgement?) -> Bool {
        switch trust {
        case nil, .noRoots: indices.count > 2 && index == indices.last
        default: false
        }
    }
}
