// swift-tools-version: 6.2
import PackageDescription

/// What every room is built with. None of it leaks into a dependency.
let house: [SwiftSetting] = [
  .swiftLanguageMode(.v6), .strictMemorySafety(), .treatAllWarnings(as: .error),
  .enableUpcomingFeature("ExistentialAny"), .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("InternalImportsByDefault"),
]

/// Rooms that walk bytes or instructions one by one are optimised in debug builds too: their tests run 20 times faster.
let hot = house + [.unsafeFlags(["-O"], .when(configuration: .debug))]

/// SQLite, for `History` alone.
let grdb: Target.Dependency = .product(name: "GRDB", package: "GRDB.swift")
let argumentParser: Target.Dependency = .product(name: "ArgumentParser", package: "swift-argument-parser")
let subprocess: Target.Dependency = .product(name: "Subprocess", package: "swift-subprocess")
let system: Target.Dependency = .product(name: "SystemPackage", package: "swift-system")
let nio: Target.Dependency = .product(name: "NIOCore", package: "swift-nio")
let nioHTTP: Target.Dependency = .product(name: "NIOHTTP1", package: "swift-nio")
let nioSockets: Target.Dependency = .product(name: "NIOPosix", package: "swift-nio")
let yams: Target.Dependency = .product(name: "Yams", package: "Yams")

let package = Package(
  name: "assay",
  products: [
    .executable(name: "assay", targets: ["assay"]),
    .executable(name: "assay-worker", targets: ["assay-worker"]),
  ],
  dependencies: [
    // The commands' arguments, help and completion scripts.
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0"),
    // YAML with exact marks; only `Yams.compose` is used.
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.0"),
    // Results kept over time, in SQLite.
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    // Child processes: workers, clang, LLVM tools.
    .package(url: "https://github.com/swiftlang/swift-subprocess", from: "1.0.0", traits: []),
    // Paths and descriptors, as swift-subprocess takes them.
    .package(url: "https://github.com/apple/swift-system", from: "1.8.0"),
    // The HTTP server of `assay export --listen`.
    .package(url: "https://github.com/apple/swift-nio", from: "2.101.0"),
  ],
  targets: [
    // Ground floor: C.
    .systemLibrary(name: "CLibbpf"),
    .systemLibrary(name: "CZlib"),
    .target(name: "CKernel"),
    .target(name: "CProcess"),
    .target(name: "CCapture"),

    // What a BPF program is.
    .target(name: "BPF", swiftSettings: hot),
    .target(name: "BTF", swiftSettings: hot),
    .target(name: "KernelFacts", dependencies: ["BPF", "Findings"], swiftSettings: house),
    .target(name: "BPFObject", dependencies: ["BPF", "BTF", "KernelFacts"], swiftSettings: hot),
    .target(
      name: "Analysis", dependencies: ["BPF", "BTF", "BPFObject", "KernelFacts", "Findings"], swiftSettings: hot),

    // What is said about one.
    .target(name: "Findings", swiftSettings: hot),
    .target(name: "VerifierLog", dependencies: ["BPF"], swiftSettings: hot),
    .target(
      name: "Jobs", dependencies: ["CZlib", "Findings", "VerifierLog"], swiftSettings: house, plugins: ["BuildStamp"]),
    .target(
      name: "Explanations",
      dependencies: ["VerifierLog", "BPF", "BTF", "BPFObject", "Analysis", "KernelFacts", "Findings", "Jobs"],
      swiftSettings: house, plugins: ["Registry"]),

    .target(
      name: "Lints",
      dependencies: ["BPF", "BTF", "BPFObject", "Analysis", "KernelFacts", "Findings", "Scripts"],
      swiftSettings: hot, plugins: ["Registry"]),

    // What commands that load programs were seen to do, and objects made of it.
    .target(
      name: "Bundles", dependencies: ["BPF", "BTF", "BPFObject", "KernelFacts"], swiftSettings: house),
    // bpftrace's scripts, and objects made of what bpftrace compiles.
    .target(
      name: "Scripts", dependencies: ["BPF", "BTF", "BPFObject", "Bundles", "KernelFacts", "Findings"],
      swiftSettings: hot),
    .target(
      name: "Capture", dependencies: ["CCapture", "BPF", "BTF", "Bundles", "KernelFacts", "Project"],
      swiftSettings: house),

    // What is put into programs so that they can be tested.
    .target(name: "Rewriting", dependencies: ["BPF", "BTF", "BPFObject", "Analysis"], swiftSettings: hot),

    // The search for inputs that make a program do something new. It makes hundreds of thousands a second.
    .target(name: "Exploring", dependencies: ["BPF"], swiftSettings: hot),

    // All that touches a kernel, behind a process of its own.
    // The first wrap lets it load a program again, with another log, inside libbpf's one load of the object; the others let
    // objects share the kernel's types.
    .target(
      name: "LiveKernel",
      dependencies: [
        "CLibbpf", "CKernel", "CProcess", "BPF", "BTF", "BPFObject", "KernelFacts", "Analysis", "Exploring",
        "Rewriting",
        "Findings", "Jobs", "VerifierLog",
      ],
      swiftSettings: house,
      linkerSettings: [
        .unsafeFlags(
          [
            "bpf_prog_load", "btf__load_vmlinux_btf", "btf_get_from_fd", "btf__find_by_name_kind", "btf__free",
          ].flatMap { ["-Xlinker", "--wrap=\($0)"] })
      ]),
    .target(
      name: "Worker", dependencies: ["Jobs", "KernelFacts", "LiveKernel", "VerifierLog", "CProcess"],
      swiftSettings: house),
    .executableTarget(
      name: "assay-worker", dependencies: ["Worker"], swiftSettings: house,
      linkerSettings: [
        .unsafeFlags(["-static-executable"]), .linkedLibrary("_FoundationCollections"),
        .linkedLibrary("_FoundationCShims"), .linkedLibrary("swiftSynchronization"),
      ]),

    // What the user gives, and where it runs.
    .target(name: "Placed", dependencies: ["Findings", yams], swiftSettings: house),
    .target(name: "Packets", dependencies: ["Placed", "Findings"], swiftSettings: hot),
    .target(name: "Project", dependencies: ["Placed", "Findings"], swiftSettings: hot),
    // What tests say; large tables of cases are taken apart here, so it is hot.
    .target(
      name: "Fixtures", dependencies: ["BPF", "BTF", "BPFObject", "KernelFacts", "Findings", "Placed", "Jobs"],
      swiftSettings: hot),
    .target(name: "Toolchain", dependencies: ["Findings", "Project", subprocess, system], swiftSettings: house),
    .target(name: "Workers", dependencies: ["Jobs", subprocess, system], swiftSettings: house),
    .target(name: "MicroVM", dependencies: ["Jobs", "Project", "Workers", subprocess, system], swiftSettings: house),

    // What readings say. Intervals are drawn thousands of times, so it is hot.
    .target(name: "Measuring", dependencies: ["Jobs"], swiftSettings: hot),

    // Earlier figures and budgets to pass, fail or inconclusive. `Placed` for places in the baseline's file.
    .target(name: "Gate", dependencies: ["Measuring", "Findings", "Jobs", "Placed", "Project"], swiftSettings: house),
    // What is kept of runs. Ten thousands of figures are read one by one, so both are hot.
    .target(name: "Records", dependencies: ["Findings", "Jobs", "Measuring", "Project"], swiftSettings: hot),
    .target(name: "History", dependencies: ["Records", "Jobs", "Measuring", "Project", grdb], swiftSettings: hot),

    // What comes out.
    .target(name: "Charts", swiftSettings: house),
    .target(
      name: "Reports",
      dependencies: [
        "BPF", "BTF", "BPFObject", "Analysis", "KernelFacts", "Findings", "Lints", "VerifierLog", "Jobs",
        "Explanations",
        "Bundles", "Charts", "Measuring", "Gate", "Placed", "Records", "Project",
      ],
      swiftSettings: house),
    // Pages over HTTP, for whoever scrapes.
    .target(name: "Exporter", dependencies: [nio, nioHTTP, nioSockets, system], swiftSettings: house),
    .target(
      name: "Checks",
      dependencies: [
        "BPF", "BTF", "BPFObject", "Analysis", "KernelFacts", "Findings", "VerifierLog", "Jobs", "Explanations",
        "Lints", "Placed", "Project", "Fixtures", "Packets", "Measuring", "Gate", "Records", "History", "Toolchain",
        "Rewriting", "Workers", "MicroVM", "Reports", "Bundles", "Capture", "Scripts", system,
      ], swiftSettings: house),
    .executableTarget(
      name: "assay",
      dependencies: [
        "BPFObject", "Analysis", "KernelFacts", "Findings", "Lints", "Jobs", "Explanations", "Placed", "Project",
        "Charts", "Measuring", "Gate", "Records", "History", "Reports",
        "Bundles", "Checks", "Exporter", argumentParser,
      ], swiftSettings: house),

    // Tests follow the rooms. Process tests run the built files: the worker's link flags would break a test's link.
    .target(
      name: "TestSupport",
      dependencies: ["CKernel", "Jobs", "LiveKernel", "BPFObject", "KernelFacts", "Workers", system],
      path: "Tests/TestSupport", swiftSettings: house),
    .testTarget(name: "FindingsTests", dependencies: ["Findings", "TestSupport"], swiftSettings: house),
    .testTarget(name: "BPFTests", dependencies: ["BPF", "TestSupport"], swiftSettings: house),
    .testTarget(name: "BTFTests", dependencies: ["BTF", "CKernel", "TestSupport"], swiftSettings: house),
    .testTarget(name: "KernelFactsTests", dependencies: ["KernelFacts", "BPF", "TestSupport"], swiftSettings: house),
    .testTarget(
      name: "BPFObjectTests", dependencies: ["BPFObject", "BPF", "BTF", "KernelFacts", "TestSupport"],
      exclude: ["Golden"],
      swiftSettings: house),
    .testTarget(
      name: "AnalysisTests",
      dependencies: ["Analysis", "BPFObject", "BPF", "BTF", "KernelFacts", "Findings", "TestSupport"],
      swiftSettings: house),
    .testTarget(
      name: "RewritingTests", dependencies: ["Rewriting", "Analysis", "BPFObject", "BPF", "BTF", "TestSupport"],
      swiftSettings: house),
    .testTarget(
      name: "ExploringTests", dependencies: ["Exploring", "BPF", "KernelFacts", "TestSupport"], swiftSettings: house),
    .testTarget(
      name: "VerifierLogTests", dependencies: ["VerifierLog", "BPF", "TestSupport"], exclude: ["Fixtures"],
      swiftSettings: house),
    .testTarget(
      name: "JobsTests", dependencies: ["Jobs", "VerifierLog", "Findings", "TestSupport"], swiftSettings: house),
    .testTarget(
      name: "ExplanationsTests",
      dependencies: ["Explanations", "VerifierLog", "BPFObject", "KernelFacts", "Findings", "Jobs", "TestSupport"],
      exclude: ["Catalogue", "Stories"],
      swiftSettings: house),
    .testTarget(
      name: "ScriptsTests", dependencies: ["Scripts", "BPFObject", "BTF", "Findings", "KernelFacts", "TestSupport"],
      swiftSettings: house),
    .testTarget(
      name: "LintsTests",
      dependencies: ["Lints", "Analysis", "BPFObject", "BTF", "KernelFacts", "Findings", "TestSupport"],
      swiftSettings: house),
    .testTarget(
      name: "LiveKernelTests",
      dependencies: [
        "LiveKernel", "Worker", "CKernel", "BPFObject", "BPF", "BTF", "KernelFacts", "Rewriting", "VerifierLog", "Jobs",
        "TestSupport",
      ],
      swiftSettings: house),
    .testTarget(name: "PlacedTests", dependencies: ["Placed", "Findings", "TestSupport"], swiftSettings: house),
    .testTarget(
      name: "PacketsTests", dependencies: ["Packets", "Placed", "Findings", "TestSupport"], swiftSettings: house),
    .testTarget(
      name: "ProjectTests", dependencies: ["Project", "Placed", "Findings", "TestSupport"], swiftSettings: house),
    .testTarget(
      name: "FixturesTests",
      dependencies: ["Fixtures", "BTF", "BPFObject", "KernelFacts", "Placed", "Findings", "TestSupport"],
      swiftSettings: house),
    .testTarget(
      name: "ToolchainTests", dependencies: ["Toolchain", "Project", "Findings", "TestSupport", subprocess, system],
      swiftSettings: house),
    .testTarget(
      name: "WorkersTests", dependencies: ["Workers", "Jobs", "KernelFacts", "LiveKernel", "TestSupport", system],
      swiftSettings: house),
    .testTarget(
      name: "MicroVMTests",
      dependencies: [
        "MicroVM", "Workers", "Jobs", "KernelFacts", "Project", "BPFObject", "BTF", "TestSupport", system,
      ],
      swiftSettings: house),
    // Its readings are made up by the thousand.
    .testTarget(name: "MeasuringTests", dependencies: ["Measuring", "Jobs", "TestSupport"], swiftSettings: hot),
    .testTarget(
      name: "GateTests", dependencies: ["Gate", "Measuring", "Jobs", "Project", "Placed", "Findings", "TestSupport"],
      swiftSettings: house),
    .testTarget(
      name: "HistoryTests",
      dependencies: ["History", "Records", "Findings", "Jobs", "Measuring", "TestSupport", grdb],
      swiftSettings: house),
    .testTarget(name: "ChartsTests", dependencies: ["Charts"], swiftSettings: house),
    .testTarget(
      name: "ReportsTests",
      dependencies: [
        "Reports", "BPFObject", "Charts", "BPF", "Jobs", "Findings", "Gate", "Lints", "Explanations", "VerifierLog",
        "Measuring", "Project", "Records",
        "TestSupport",
      ],
      exclude: ["Golden", "Rules"],
      swiftSettings: house),
    .testTarget(
      name: "ChecksTests",
      dependencies: [
        "Checks", "BPF", "BPFObject", "Jobs", "Project", "Toolchain", "Workers", "Findings", "TestSupport",
      ],
      swiftSettings: house),
    .testTarget(
      name: "BundlesTests", dependencies: ["Bundles", "BPF", "BPFObject", "BTF", "KernelFacts", "Jobs", "TestSupport"],
      swiftSettings: house),
    .testTarget(
      name: "CaptureTests", dependencies: ["Capture", "CCapture", "Bundles", "TestSupport"], swiftSettings: house),
    .testTarget(
      name: "ExporterTests", dependencies: ["Exporter", "TestSupport", nio, nioSockets], swiftSettings: house),
    .testTarget(
      name: "CommandTests",
      dependencies: [
        "BPF", "Jobs", "KernelFacts", "Findings", "Gate", "Measuring", "Project", "Records", "Reports", "TestSupport",
        subprocess, system,
      ],
      exclude: ["Golden", "TestRunTypes"], swiftSettings: house),
    .testTarget(
      name: "CorpusTests",
      dependencies: [
        "Jobs", "Checks", "Findings", "Reports", "Toolchain", "Workers", "BPFObject", "BPF", "TestSupport",
      ],
      swiftSettings: house),
    .testTarget(name: "HouseTests", dependencies: ["TestSupport"], swiftSettings: house),

    // Registers rules and explanations from their file names.
    .executableTarget(name: "registry", path: "Plugins/RegistryTool", swiftSettings: house),
    .plugin(name: "Registry", capability: .buildTool(), dependencies: ["registry"]),

    // Stamps the executables with a digest of what travels between them.
    .executableTarget(name: "buildstamp", path: "Plugins/BuildStampTool", swiftSettings: house),
    .plugin(name: "BuildStamp", capability: .buildTool(), dependencies: ["buildstamp"]),
  ]
)
