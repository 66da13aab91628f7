// swift-tools-version: 6.2
import PackageDescription

let strict: [SwiftSetting] = [.treatAllWarnings(as: .error), .enableUpcomingFeature("MemberImportVisibility")]

let package = Package(
  name: "jieming",
  targets: [
    .systemLibrary(name: "CGEOS", providers: [.apt(["libgeos-dev"])]),
    .systemLibrary(name: "CPROJ", pkgConfig: "proj", providers: [.apt(["libproj-dev"])]),

    .target(name: "CReferenceData", path: "Data/embedded"),
    .target(
      name: "ReferenceData", dependencies: ["CReferenceData"], path: "Data",
      exclude: ["README.md", "embedded", "licences", "tables"],
      sources: ["ReferenceData.swift"], swiftSettings: strict),

    .target(name: "Geodesy", dependencies: ["CPROJ", "ReferenceData"], swiftSettings: strict),
    .target(name: "Geometry", dependencies: ["CGEOS"], swiftSettings: strict),
    .target(name: "Toponymy", dependencies: ["ReferenceData"], swiftSettings: strict),

    .testTarget(name: "GeodesyTests", dependencies: ["Geodesy"], swiftSettings: strict),
    .testTarget(name: "GeometryTests", dependencies: ["Geometry"], swiftSettings: strict),
    .testTarget(name: "ReferenceDataTests", dependencies: ["ReferenceData"], swiftSettings: strict),
    .testTarget(name: "ToponymyTests", dependencies: ["Toponymy"], swiftSettings: strict),
  ],
  swiftLanguageModes: [.v6]
)
