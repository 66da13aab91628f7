// swift-tools-version: 6.2
import PackageDescription

let strict: [SwiftSetting] = [.treatAllWarnings(as: .error), .enableUpcomingFeature("MemberImportVisibility")]

let package = Package(
  name: "jieming",
  products: [
    .executable(name: "jieming", targets: ["jieming"])
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
  ],
  targets: [
    // The ground floor: C libraries and data files.
    .systemLibrary(name: "CExpat", pkgConfig: "expat", providers: [.apt(["libexpat1-dev"])]),
    .systemLibrary(name: "CGDAL", pkgConfig: "gdal", providers: [.apt(["libgdal-dev"])]),
    .systemLibrary(name: "CGEOS", providers: [.apt(["libgeos-dev"])]),
    .systemLibrary(name: "CMinizip", pkgConfig: "minizip", providers: [.apt(["libminizip-dev"])]),
    .systemLibrary(name: "CPROJ", pkgConfig: "proj", providers: [.apt(["libproj-dev"])]),
    .systemLibrary(name: "CRSVG", pkgConfig: "librsvg-2.0", providers: [.apt(["librsvg2-dev"])]),
    .systemLibrary(name: "CUchardet", pkgConfig: "uchardet", providers: [.apt(["libuchardet-dev"])]),
    .systemLibrary(name: "CXLSXWriter", pkgConfig: "xlsxwriter", providers: [.apt(["libxlsxwriter-dev"])]),
    .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
    .target(name: "CReferenceData", path: "Data/embedded"),
    .target(
      name: "ReferenceData", dependencies: ["CReferenceData"], path: "Data",
      exclude: ["README.md", "embedded", "licences", "sample", "tables"], sources: ["ReferenceData.swift"],
      swiftSettings: strict),
    .target(name: "CGISResources", path: "GIS/embedded"),
    .target(
      name: "GISResources", dependencies: ["CGISResources"], path: "GIS",
      exclude: ["embedded", "forms", "schema"], sources: ["GISResources.swift"], swiftSettings: strict),

    // Numbers and characters as text, which every floor writes alike.
    .target(name: "Texts", swiftSettings: strict),

    // What a place, a shape and a name are.
    .target(name: "Geodesy", dependencies: ["CPROJ", "ReferenceData", "Texts"], swiftSettings: strict),
    .target(name: "Geometry", dependencies: ["CGEOS"], swiftSettings: strict),
    .target(name: "Toponymy", dependencies: ["ReferenceData", "Texts"], swiftSettings: strict),

    // The records, and what can be computed from them.
    .target(
      name: "Registry",
      dependencies: [
        "Geodesy", "Geometry", "ReferenceData", "Texts", "Toponymy",
        .product(name: "Crypto", package: "swift-crypto"),
      ], swiftSettings: strict),
    .target(
      name: "Analysis", dependencies: ["Geodesy", "Geometry", "ReferenceData", "Registry", "Texts", "Toponymy"],
      swiftSettings: strict),

    // The way of the data: in, kept, checked, out.
    .target(
      name: "Workspace",
      dependencies: [
        "GISResources", "Geometry", "Registry", .product(name: "GRDB", package: "GRDB.swift"),
        .product(name: "GRDBSQLite", package: "GRDB.swift"),
      ],
      swiftSettings: strict),
    .target(
      name: "Intake",
      dependencies: [
        "CExpat", "CGDAL", "CMinizip", "CUchardet", "GISResources", "Geodesy", "Geometry", "ReferenceData", "Registry",
        "Texts", "Toponymy", .product(name: "Crypto", package: "swift-crypto"), .product(name: "Yams", package: "Yams"),
      ], swiftSettings: strict),
    .target(
      name: "Rules",
      dependencies: [
        "Analysis", "Geodesy", "Geometry", "ReferenceData", "Registry", "Texts", "Toponymy",
        .product(name: "Crypto", package: "swift-crypto"),
      ],
      swiftSettings: strict),
    .target(
      name: "Delivery",
      dependencies: [
        "Analysis", "CRSVG", "CXLSXWriter", "CZlib", "Geodesy", "Geometry", "ReferenceData", "Registry", "Texts",
        "Toponymy",
      ],
      swiftSettings: strict),
    .executableTarget(
      name: "jieming",
      dependencies: [
        "Analysis", "Delivery", "Geodesy", "Geometry", "Intake", "Registry", "Rules", "Texts", "Toponymy",
        "Workspace", .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ], swiftSettings: strict,
      // Takes the place of the C library's allocator: GDAL keeps every cell of a workbook in a block of its own.
      linkerSettings: [.linkedLibrary("jemalloc")]),

    .testTarget(
      name: "AnalysisTests",
      dependencies: ["TestSupport", "Analysis", "Geodesy", "Geometry", "Registry", "Toponymy"],
      swiftSettings: strict),
    .target(name: "TestSupport", path: "Tests/TestSupport", swiftSettings: strict),
    .testTarget(name: "ArchitectureTests", swiftSettings: strict),
    .testTarget(
      name: "DeliveryTests", dependencies: ["TestSupport", "Analysis", "Delivery", "Geometry", "Registry"],
      exclude: ["Golden"],
      swiftSettings: strict),
    // Against independent implementations; skips what is not installed.
    .testTarget(
      name: "DifferentialTests", dependencies: ["TestSupport", "Analysis", "Geometry"],
      exclude: ["coverage_reference.py"], swiftSettings: strict),
    // Drives the executable that is built beside it.
    .testTarget(name: "EndToEndTests", dependencies: ["TestSupport"], swiftSettings: strict),
    .testTarget(name: "GeodesyTests", dependencies: ["TestSupport", "Geodesy"], swiftSettings: strict),
    .testTarget(name: "GeometryTests", dependencies: ["TestSupport", "Geometry"], swiftSettings: strict),
    .testTarget(
      name: "IntakeTests", dependencies: ["TestSupport", "Geodesy", "Geometry", "Intake", "Registry"],
      swiftSettings: strict),
    .testTarget(name: "ReferenceDataTests", dependencies: ["ReferenceData"], swiftSettings: strict),
    .testTarget(name: "RegistryTests", dependencies: ["TestSupport", "Geometry", "Registry"], swiftSettings: strict),
    .testTarget(name: "RuleExampleTests", dependencies: ["Delivery", "Registry", "Rules"], swiftSettings: strict),
    .testTarget(
      name: "RuleTests",
      dependencies: ["TestSupport", "Geodesy", "Geometry", "ReferenceData", "Registry", "Rules", "Toponymy"],
      swiftSettings: strict),
    .testTarget(name: "TextsTests", dependencies: ["Texts"], swiftSettings: strict),
    .testTarget(
      name: "ToponymyTests", dependencies: ["ReferenceData", "TestSupport", "Toponymy"], swiftSettings: strict),
    .testTarget(
      name: "WorkspaceTests",
      dependencies: [
        "TestSupport", "Geometry", "Registry", "Workspace", .product(name: "GRDB", package: "GRDB.swift"),
      ],
      swiftSettings: strict),
  ],
  swiftLanguageModes: [.v6]
)
