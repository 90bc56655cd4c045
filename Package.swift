// swift-tools-version: 6.1
import PackageDescription

// `swift build -c release`, which is also what pre-commit runs, gives one static executable, which starts in milliseconds and
// needs no other file. A manifest has no other way to ask for it; `--static-swift-stdlib` would have to be typed each time.
// libssl and libcrypto are for ldns; BoringSSL, in swift-crypto and swift-nio-ssl, has prefixed names.
// It is not a static PIE. A random address costs 107,000 relocations at each start, even if packed: 1.8 times the time of
// `--version`, 1.16 times that of 5,000 records (0.76 instead of 0.58 of kzonecheck's), nothing measurable for a million.
// Stack, heap and kernel mappings are at random addresses anyway. It also cannot be had from `swift build`, whose `-rpath`
// makes the start-up code of glibc abort a static PIE.
let staticExecutable = [
    "-static-executable", "-l_FoundationCShims", "-l_FoundationCollections", "-lssl", "-lcrypto", "-lstdc++",
]

// `srvlint version` prints the commit. Only one small file in C depends on it, so a new commit compiles nothing else.
// Whoever builds outside a git repository can give it in the environment.
let commit =
    Context.environment["SRVLINT_COMMIT"]
    ?? Context.gitInformation.map { $0.currentCommit + ($0.hasUncommittedChanges ? "+changes" : "") } ?? "unknown"

let package = Package(
    name: "srvlint",
    products: [
        .executable(name: "srvlint", targets: ["srvlint"])
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        // `exact`, because two names of its `@_spi` are used: trust without dates, and dates at a given time.
        .package(url: "https://github.com/apple/swift-certificates", exact: "1.21.1"),
        .package(url: "https://github.com/apple/swift-asn1", from: "1.7.1"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
        .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.37.6"),
    ],
    targets: [
        .systemLibrary(name: "CLDNS", pkgConfig: "ldns", providers: [.apt(["libldns-dev"])]),
        .systemLibrary(name: "CYAML", pkgConfig: "yaml-0.1", providers: [.apt(["libyaml-dev"])]),
        .systemLibrary(name: "CMalloc"),
        .systemLibrary(name: "CXAttr"),
        .systemLibrary(name: "CProcessor"),
        .target(
            name: "CStandalone",
            cSettings: [
                .define("SRVLINT_COMMIT", to: "\"\(commit)\"", .when(configuration: .release)),
                .define("SRVLINT_STATIC", .when(configuration: .release)),
            ]
        ),
        .target(name: "Threads", dependencies: ["CProcessor"]),
        .target(name: "DNS", dependencies: ["CLDNS"], exclude: ["README.md"]),
        .target(name: "TLSIdentity", dependencies: ["DNS"], exclude: ["README.md"]),
        .target(name: "ZoneFile", dependencies: ["CProcessor", "DNS", "Threads"], exclude: ["README.md"]),
        .target(name: "Federation", dependencies: ["DNS", "TLSIdentity"], exclude: ["README.md"]),
        .target(name: "Diagnostics", dependencies: ["DNS", "ZoneFile"]),
        .target(name: "ZoneRules", dependencies: ["Diagnostics", "DNS", "Threads", "ZoneFile"]),
        .target(
            name: "ServerRules",
            dependencies: [
                "Diagnostics", "ZoneRules", "DNS", "ZoneFile", "TLSIdentity", "Federation", "Certificates",
            ]
        ),
        .target(
            name: "Linting",
            dependencies: [
                "DNS", "Threads", "ZoneFile", "TLSIdentity", "Federation", "Certificates", "Diagnostics", "ZoneRules",
                "ServerRules",
            ]
        ),
        .target(
            name: "Reporting",
            dependencies: [
                "DNS", "ZoneFile", "Diagnostics", "ZoneRules", "ServerRules", "Linting", "TLSIdentity", "Federation",
                "Certificates",
            ]
        ),
        .target(
            name: "LanguageServer", dependencies: ["DNS", "TLSIdentity", "ZoneFile", "Federation", "Diagnostics"]),
        .executableTarget(
            name: "srvlint",
            dependencies: [
                "CStandalone",
                "CMalloc",
                "CXAttr",
                "CYAML",
                "Certificates",
                "DNS",
                "Diagnostics",
                "Federation",
                "LanguageServer",
                "Linting",
                "Network",
                "Reporting",
                "ServerRules",
                "Threads",
                "ZoneFile",
                "ZoneRules",
                "TLSIdentity",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            linkerSettings: [.unsafeFlags(staticExecutable, .when(configuration: .release))]
        ),
        .target(
            name: "Certificates",
            dependencies: [
                "DNS",
                "TLSIdentity",
                .product(name: "X509", package: "swift-certificates"),
                .product(name: "SwiftASN1", package: "swift-asn1"),
                .product(name: "Crypto", package: "swift-crypto"),
            ],
            exclude: ["README.md"]
        ),
        .target(
            name: "Network",
            dependencies: [
                "DNS",
                "Federation",
                "TLSIdentity",
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOTLS", package: "swift-nio"),
                .product(name: "NIOSSL", package: "swift-nio-ssl"),
            ],
            exclude: ["README.md"]
        ),
        .target(name: "Fuzzing", dependencies: ["DNS", "ZoneFile", "Diagnostics", "ZoneRules"]),
        .target(
            name: "ReportFuzzing",
            dependencies: ["DNS", "ZoneFile", "Federation", "Diagnostics", "Fuzzing", "Linting", "Reporting"]),
        .target(
            name: "TestSupport",
            dependencies: [
                "DNS", "ZoneFile", "Diagnostics", "ZoneRules", "ServerRules", "Linting", "TLSIdentity", "Federation",
                "Certificates",
                .product(name: "X509", package: "swift-certificates"),
                .product(name: "SwiftASN1", package: "swift-asn1"),
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "_CryptoExtras", package: "swift-crypto"),
            ],
            exclude: ["Lab/README.md", "Lab/clients.py", "Lab/judge.py", "Lab/peers.py"]
        ),
        .testTarget(name: "ZoneFileTests", dependencies: ["Threads", "ZoneFile", "TestSupport"]),
        .testTarget(
            name: "LintingTests",
            dependencies: ["Diagnostics", "ZoneRules", "ServerRules", "Linting", "Reporting", "TestSupport"]),
        .testTarget(
            name: "CertificatesTests",
            dependencies: [
                "Certificates", "TLSIdentity", "TestSupport",
                .product(name: "X509", package: "swift-certificates"),
                .product(name: "SwiftASN1", package: "swift-asn1"),
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "_CryptoExtras", package: "swift-crypto"),
            ]
        ),
        .testTarget(name: "CommandLineTests", dependencies: ["TestSupport"], exclude: ["Protocol"]),
        // The parts of the program that run nothing; `CommandLineTests` runs it.
        .testTarget(name: "ProgramTests", dependencies: ["srvlint", "TestSupport"]),
        .testTarget(
            name: "FederationTests",
            dependencies: ["Federation", "TLSIdentity", "TestSupport"],
            exclude: ["Synapse/ask_synapse.py"]
        ),
        .testTarget(
            name: "LanguageServerTests", dependencies: ["LanguageServer", "Diagnostics", "Federation", "TestSupport"]),
        .testTarget(name: "DNSTests", dependencies: ["DNS", "TestSupport"]),
        .testTarget(name: "ServerTests", dependencies: ["DNS", "ZoneFile", "TestSupport"]),
        .testTarget(
            name: "ReportingTests", dependencies: ["Diagnostics", "Reporting", "TestSupport"], exclude: ["Golden"]),
        .testTarget(
            name: "NetworkTests",
            dependencies: [
                "Network",
                "DNS",
                "Federation",
                "TLSIdentity",
                "TestSupport",
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "NIOTLS", package: "swift-nio"),
                .product(name: "NIOSSL", package: "swift-nio-ssl"),
            ]
        ),
        .testTarget(
            name: "LabTests",
            dependencies: ["Certificates", "Federation", "ServerRules", "Linting", "TestSupport"],
            exclude: ["Golden"]
        ),
        .testTarget(
            name: "FuzzingTests",
            dependencies: [
                "Fuzzing", "ReportFuzzing", "DNS", "ZoneFile", "Certificates", "Federation", "Diagnostics",
                "ServerRules", "Linting",
                "Reporting", "TestSupport",
            ]
        ),
    ],
    swiftLanguageModes: [.v6]
)

// `make fuzz` builds for libFuzzer, which comes with the Swift toolchain, and with AddressSanitizer.
if let runtime = Context.environment["SRVLINT_FUZZ"] {
    for target in package.targets where target.type == .regular {
        target.swiftSettings = [.unsafeFlags(["-sanitize=fuzzer,address"])]
    }
    let libraries: [LinkerSetting] = [.unsafeFlags(["-sanitize=address", runtime, "-lstdc++"])]
    package.targets += [
        .systemLibrary(name: "CLibFuzzer"),
        .target(name: "FuzzDriver", dependencies: ["CLibFuzzer"]),
        .executableTarget(
            name: "srvlint-fuzz", dependencies: ["FuzzDriver", "Fuzzing"], linkerSettings: libraries),
        .executableTarget(
            name: "srvlint-fuzz-reports", dependencies: ["FuzzDriver", "ReportFuzzing"], linkerSettings: libraries),
    ]
}

// `make site` builds the documentation. Nobody else has to fetch and compile the plugin.
if Context.environment["SRVLINT_DOCS"] != nil {
    package.dependencies.append(.package(url: "https://github.com/swiftlang/swift-docc-plugin", from: "1.5.0"))
}

// `.ci/bench-dns` measures the DNS client beside dnsperf.
if Context.environment["SRVLINT_BENCH"] != nil {
    package.targets.append(.executableTarget(name: "srvlint-bench", dependencies: ["DNS", "Network"]))
}
