import Foundation

// bench EXECUTABLE SAMPLE-FOLDER [ROWS]: whole processes, medians of five runs, against the targets.

let arguments = CommandLine.arguments
guard arguments.count >= 3 else {
  print("usage: bench EXECUTABLE SAMPLE-FOLDER [ROWS]")
  exit(2)
}
let (jieming, sample) = (arguments[1], arguments[2])
let rows = arguments.count > 3 ? Int(arguments[3]) ?? 100_000 : 100_000
let folder = FileManager.default.temporaryDirectory.appending(path: "jieming-bench-\(getpid())")
try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
defer { try? FileManager.default.removeItem(at: folder) }

func path(_ name: String) -> String { folder.appending(path: name).path }

try Workload(rows: rows).names().write(to: folder.appending(path: "names.csv"))
try Workload.towns().write(to: folder.appending(path: "towns.geojson"))
let (names, towns, workspace) = (path("names.csv"), path("towns.geojson"), path("work.gpkg"))

func report(_ what: String, seconds: Double, megabytes: Double? = nil, _ measure: () throws -> Measurement) throws {
  let result = try Measurement.median(of: 5, measure)
  let isMet = result.wallSeconds <= seconds && result.peakMegabytes <= megabytes ?? .infinity
  let limits = "\(seconds) s" + (megabytes.map { ", \(Int($0)) MB" } ?? "")
  let figures = String(format: "%7.3f s %6.0f MB", result.wallSeconds, result.peakMegabytes)
  print("\(figures)  \(isMet ? "within" : "OVER  ") \(limits)  \(what)")
}

try report("start-up (--version)", seconds: 0.06) { try .run(jieming, ["--version"]) }
try report("run on the sample", seconds: 2) { try .run(jieming, ["run", sample, "--out", path("out")]) }
try report("\(rows) names: import, check, export through a workspace", seconds: 2.5, megabytes: 500) {
  try? FileManager.default.removeItem(atPath: workspace)
  return try .run(jieming, ["import", workspace, towns, names])
    + .run(jieming, ["check", workspace, "--format", "json", "--output", path("findings.json")])
    + .run(jieming, ["export", workspace, "--layer", "place_name", "--output", path("names.geojson")])
}
try report("\(rows) names: check and export straight from the CSV", seconds: 1, megabytes: 500) {
  try .run(jieming, ["check", towns, names, "--format", "json", "--output", path("direct.json")])
    + .run(jieming, ["export", names, "--output", path("direct.geojson")])
}

// Place names: all rules together and each alone, an applicant's question, the lists, and a later table against this one.
let nameBenchmarks = NameBenchmarks(jieming: jieming, workspace: workspace)
let millions = Double(rows) / 1_000_000
try report("\(rows) names: check --select N", seconds: max(0.5, 6 * millions), megabytes: max(300, 1200 * millions)) {
  try .run(jieming, nameBenchmarks.check("N"))
}
try nameBenchmarks.printRuleCosts()
let later = path("later.csv")
try Workload(rows: rows, seed: 2).names().write(to: URL(filePath: later))
try report("\(rows) names: diff with another table", seconds: max(1, 10 * millions)) {
  try .run(jieming, ["diff", names, later, "--format", "json", "--output", path("changes.json")])
}
try report("\(rows) names: standardize", seconds: max(1, 30 * millions)) {
  try .run(jieming, ["standardize", workspace, "--output", path("names"), "--force"])
}
let (fifty, fiftyThousand) = (path("fifty.csv"), path("fifty.gpkg"))
try Workload(rows: 50_000).names().write(to: URL(filePath: fifty))
_ = try Measurement.run(jieming, ["import", fiftyThousand, towns, fifty])
try report("50,000 names: check-name", seconds: 0.1) {
  try .run(
    jieming, ["check-name", "青龙塆", "--class", "22200", "--at", "106.05,29.84", "--workspace", fiftyThousand])
}

// As many units and vertices as the counties of the country have; then the same borders with more vertices.
for (density, seconds, megabytes) in [(1, 1.5, 500.0), (4, 6, 2000), (16, 24, 8000)] {
  let file = folder.appending(path: "coverage-\(density).geojson")
  try CoverageWorkload(density: density).write(to: file)
  try report(
    "coverage of 2,916 units, \(density) × 420,000 vertices: check --select B1", seconds: seconds, megabytes: megabytes
  ) {
    try .run(jieming, ["check", file.path, "--select", "B1", "--format", "json", "--output", path("coverage.json")])
  }
  try FileManager.default.removeItem(at: file)
}
