// swift-tools-version: 6.2
import PackageDescription

// A package of its own: measuring is no part of building or testing the tool.
let package = Package(
  name: "Benchmarks",
  targets: [
    .executableTarget(name: "bench", swiftSettings: [.treatAllWarnings(as: .error)])
  ],
  swiftLanguageModes: [.v6]
)
