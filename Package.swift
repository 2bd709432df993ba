// swift-tools-version: 6.2
//
// One section per target, sorted from the values of the field to the executables. The arrows are those of
// docs/modules.md; Tests/HouseTests refuses one that is not listed there.
import PackageDescription

let package = Package(
    name: "rir",
    platforms: [.macOS(.v15)],
    products: [
        .executable(name: "rir", targets: ["rir"]),
        .executable(name: "rird", targets: ["rird"]),
        .library(name: "AgeEncryption", targets: ["AgeEncryption"]),
        .library(name: "Agreement", targets: ["Agreement"]),
        .library(name: "REFIQDA", targets: ["REFIQDA"]),
        .library(name: "TransparencyLog", targets: ["TransparencyLog"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
        .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1", traits: []),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
        .package(url: "https://github.com/swiftlang/swift-subprocess", from: "1.0.2"),
    ],
    targets: [
        // C libraries: a module map and a shim each, nothing else.
        .systemLibrary(
            name: "CArchive",
            pkgConfig: "libarchive",
            providers: [.apt(["libarchive-dev"]), .brew(["libarchive"])]
        ),
        .systemLibrary(
            name: "CGMime",
            pkgConfig: "gmime-3.0",
            providers: [.apt(["libgmime-3.0-dev"]), .brew(["gmime"])]
        ),
        .systemLibrary(
            name: "CGit2",
            pkgConfig: "libgit2",
            providers: [.apt(["libgit2-dev"]), .brew(["libgit2"])]
        ),
        .systemLibrary(
            name: "CNcurses",
            pkgConfig: "ncursesw",
            providers: [.apt(["libncurses-dev"]), .brew(["ncurses"])]
        ),
        .systemLibrary(name: "CPosix"),
        .systemLibrary(
            name: "CXml2",
            pkgConfig: "libxml-2.0",
            providers: [.apt(["libxml2-dev"]), .brew(["libxml2"])]
        ),
        .systemLibrary(
            name: "CZlib",
            pkgConfig: "zlib",
            providers: [.apt(["zlib1g-dev"]), .brew(["zlib"])]
        ),

        // Values of the field.
        .target(name: "StudyModel"),

        // Sealed files.
        .target(
            name: "AgeEncryption",
            dependencies: [
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "CryptoExtras", package: "swift-crypto"),
            ]),

        // Logs that can't be rewritten unnoticed.
        .target(
            name: "TransparencyLog", dependencies: [.product(name: "Crypto", package: "swift-crypto")]),

        // A witness on sockets.
        .target(name: "WitnessServer", dependencies: ["StudyModel", "TransparencyLog"]),

        // Statistics of agreement.
        .target(name: "Agreement"),

        // Names stay out.
        .target(
            name: "Merging",
            dependencies: ["CodingLogic", "StudyModel", .product(name: "Crypto", package: "swift-crypto")]
        ),
        .target(name: "Pseudonymisation"),

        // Coding.
        .target(name: "CodingLogic", dependencies: ["StudyModel"]),

        // What is done together.
        .target(name: "Workflows", dependencies: ["Agreement", "StudyModel"]),

        // Projects of other programs.
        .target(
            name: "REFIQDA",
            dependencies: ["CArchive", "CXml2", .product(name: "Crypto", package: "swift-crypto")]
        ),
        .target(
            name: "ForeignProjects",
            dependencies: [
                "REFIQDA",
                .product(name: "GRDB", package: "GRDB.swift"),
                .product(name: "GRDBSQLite", package: "GRDB.swift"),
            ]
        ),

        // Bytes to record drafts.
        .target(
            name: "Intake",
            dependencies: [
                "CArchive",
                "CGMime",
                "CPosix",
                "CXml2",
                "StudyModel",
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "CryptoExtras", package: "swift-crypto"),
                .product(name: "Subprocess", package: "swift-subprocess"),
            ]
        ),

        // The record store.
        .target(
            name: "GitStore",
            dependencies: [
                "CGit2",
                "CPosix",
                "CZlib",
                "StudyModel",
                .product(name: "Crypto", package: "swift-crypto"),
            ]
        ),
        .target(
            name: "StudyArchive",
            dependencies: [
                "CPosix",
                "GitStore",
                "Merging",
                "StudyModel",
                "TransparencyLog",
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "Yams", package: "Yams"),
            ]
        ),
        .target(
            name: "StudyIndex",
            dependencies: [
                "StudyModel",
                .product(name: "GRDB", package: "GRDB.swift"),
                .product(name: "GRDBSQLite", package: "GRDB.swift"),
            ]
        ),

        .target(name: "Vault", dependencies: ["AgeEncryption", "GitStore", "StudyModel"]),

        // What people are given.
        .target(name: "Reports", dependencies: ["StudyModel"]),
        .target(
            name: "Packaging",
            dependencies: ["StudyModel", .product(name: "Crypto", package: "swift-crypto")]
        ),

        // The only writer.
        .target(
            name: "StudyService",
            dependencies: [
                "CodingLogic",
                "ForeignProjects",
                "Intake",
                "Merging",
                "Packaging",
                "Pseudonymisation",
                "REFIQDA",
                "Reports",
                "StudyArchive",
                "StudyIndex",
                "StudyModel",
                "Vault",
                "Workflows",
                .product(name: "Logging", package: "swift-log"),
                .product(name: "Subprocess", package: "swift-subprocess"),
                .product(name: "Yams", package: "Yams"),
            ]
        ),

        // The wire.
        .target(name: "StudyAPI", dependencies: ["StudyModel"]),
        .target(
            name: "StudyServer",
            dependencies: [
                "StudyAPI",
                "StudyModel",
                "StudyService",
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "HummingbirdCore", package: "hummingbird"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
                .product(name: "UnixSignals", package: "swift-service-lifecycle"),
            ]
        ),
        .target(name: "StudyClient", dependencies: ["StudyAPI", "StudyModel"]),

        // Coding on the screen.
        .target(name: "TerminalCoder", dependencies: ["CNcurses", "StudyModel"]),

        // The command line.
        .target(
            name: "Commands",
            dependencies: [
                "Agreement",
                "CodingLogic",
                "Reports",
                "StudyAPI",
                "StudyClient",
                "StudyModel",
                "TerminalCoder",
                "TransparencyLog",
                "WitnessServer",
                "Workflows",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ]
        ),

        // Executables.
        .executableTarget(
            name: "rir",
            dependencies: ["Commands"],
            // Static, so that it starts as fast as git does: no library is looked up or relocated.
            linkerSettings: [
                .unsafeFlags(
                    [
                        "-static-executable", "-lswiftSynchronization", "-l_FoundationCShims",
                        "-l_FoundationCollections",
                    ],
                    .when(platforms: [.linux], configuration: .release)
                )
            ]
        ),
        // How well names are found in texts whose names are known; for script/names-scores.
        .executableTarget(name: "names-scores", dependencies: ["Pseudonymisation"]),
        // How quick figures of agreement are; for script/agreement-speed.
        .executableTarget(name: "agreement-bench", dependencies: ["Agreement"]),
        // How quick trees and proofs of a log are; for script/tlog-speed.
        .executableTarget(name: "tlog-bench", dependencies: ["TransparencyLog"]),
        .executableTarget(name: "rird", dependencies: ["CPosix", "StudyServer", "StudyService"]),

        // The built programs in a home of their own, for the tests that run them.
        .target(name: "ProgramFixture", path: "Tests/ProgramFixture"),
        // Repeatable random numbers for tests.
        .target(name: "TestDice", path: "Tests/TestDice"),

        // Tests, cheapest first.
        .testTarget(name: "StudyModelTests", dependencies: ["StudyModel"]),
        .testTarget(
            name: "AgeEncryptionTests",
            dependencies: [
                "AgeEncryption", "CZlib", "ProgramFixture", .product(name: "Crypto", package: "swift-crypto"),
            ]),
        .testTarget(
            name: "TransparencyLogTests",
            dependencies: [
                "TestDice", "TransparencyLog", .product(name: "Crypto", package: "swift-crypto"),
            ]),
        .testTarget(
            name: "WitnessServerTests",
            dependencies: ["ProgramFixture", "StudyModel", "TransparencyLog", "WitnessServer"]),
        .testTarget(name: "AgreementTests", dependencies: ["Agreement"]),
        .testTarget(name: "PseudonymisationTests", dependencies: ["Pseudonymisation"]),
        .testTarget(name: "CodingLogicTests", dependencies: ["CodingLogic", "StudyModel"]),
        .testTarget(name: "MergingTests", dependencies: ["Merging", "StudyModel", "TestDice"]),
        .testTarget(
            name: "WorkflowsTests", dependencies: ["Agreement", "StudyModel", "TestDice", "Workflows"]),
        .testTarget(name: "PackagingTests", dependencies: ["Packaging", "ProgramFixture"]),
        .testTarget(
            name: "ReportsTests", dependencies: ["Agreement", "Reports", "StudyModel", "Workflows"],
            exclude: ["Goldens"]),
        .testTarget(
            name: "REFIQDATests", dependencies: ["CXml2", "ProgramFixture", "REFIQDA"],
            exclude: ["Readers"]),
        .testTarget(name: "ForeignProjectsTests", dependencies: ["ForeignProjects", "REFIQDA"]),
        .testTarget(name: "IntakeTests", dependencies: ["Intake", "StudyModel"]),
        .testTarget(name: "GitStoreTests", dependencies: ["GitStore", "ProgramFixture", "StudyModel"]),
        .testTarget(name: "StudyIndexTests", dependencies: ["StudyIndex", "StudyModel"]),
        .testTarget(
            name: "StudyArchiveTests",
            dependencies: [
                "GitStore",
                "ProgramFixture",
                "StudyArchive",
                "StudyModel",
                "Vault",
                .product(name: "Crypto", package: "swift-crypto"),
            ]
        ),
        .testTarget(
            name: "StudyServiceTests",
            dependencies: [
                "GitStore",
                "Intake",
                "ProgramFixture",
                "REFIQDA",
                "StudyArchive",
                "StudyIndex",
                "StudyModel",
                "StudyService",
                "TestDice",
                "TransparencyLog",
                "Vault",
                .product(name: "Logging", package: "swift-log"),
            ]
        ),
        .testTarget(
            name: "StudyServerTests",
            dependencies: [
                "StudyAPI",
                "StudyModel",
                "StudyServer",
                "StudyService",
                .product(name: "Logging", package: "swift-log"),
            ]
        ),
        .testTarget(name: "StudyClientTests", dependencies: ["StudyAPI", "StudyClient", "StudyModel"]),
        .testTarget(
            name: "TerminalCoderTests", dependencies: ["StudyModel", "TerminalCoder"],
            exclude: ["Driving", "Goldens"]),
        .testTarget(
            name: "CommandsTests", dependencies: ["Commands", "StudyAPI", "StudyClient", "StudyModel"]),
        .testTarget(name: "HouseTests", dependencies: ["ProgramFixture", "StudyAPI", "StudyModel"]),
        .testTarget(
            name: "CLITests", dependencies: ["ProgramFixture"], exclude: ["Audit", "Coder", "Snapshots"]),
        .testTarget(name: "CrashTests", dependencies: ["ProgramFixture", "TestDice"]),
    ],
    swiftLanguageModes: [.v6]
)

/// Every Swift target gets the same language, so no room can drift from the house.
for target in package.targets where target.type != .system {
    target.swiftSettings =
        (target.swiftSettings ?? []) + [
            .enableUpcomingFeature("ExistentialAny"),
            .enableUpcomingFeature("ImmutableWeakCaptures"),
            .enableUpcomingFeature("InferIsolatedConformances"),
            .enableUpcomingFeature("InternalImportsByDefault"),
            .enableUpcomingFeature("MemberImportVisibility"),
            .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
            .treatAllWarnings(as: .error),
        ]
}
