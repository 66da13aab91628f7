internal import Dispatch
internal import Registry
internal import Synchronization

/// Reads the next batch of a layer on another thread while the last one is used: parsing and storing take about as long.
///
/// The reader itself knows nothing of threads: it is called by one at a time, and again only when it has returned.
final class ReadAhead: @unchecked Sendable {
  private let read: () throws -> RawBatch?
  private let queue = DispatchQueue(label: "jieming.read-ahead")
  /// Touched by `queue` only between `start` and the end of `queue.sync`.
  private var result: Result<RawBatch?, any Error> = .success(nil)
  private var hasStarted = false
  private var hasEnded = false

  init(_ read: @escaping () throws -> RawBatch?) { self.read = read }

  /// - Returns: `nil` behind the last batch.
  /// - Throws: what the reader threw.
  func next() throws -> RawBatch? {
    guard !hasEnded else { return nil }
    if !hasStarted { start() }
    finish()
    let batch = result
    if case .success(.some) = batch { start() } else { hasEnded = true }
    return try batch.get()
  }

  /// Waits for a batch that is being read, so that the reader can be let go.
  func finish() { queue.sync {} }

  private func start() {
    hasStarted = true
    queue.async { self.result = Result { try self.read() } }
  }
}

/// A value that another thread makes meanwhile.
final class Meanwhile<Value: Sendable>: Sendable {
  private let make: @Sendable () -> Value
  private let made = Mutex<Value?>(nil)
  private let queue = DispatchQueue(label: "jieming.meanwhile")

  init(_ make: @escaping @Sendable () -> Value) {
    self.make = make
    queue.async { _ = self.result() }
  }

  /// Waits for it.
  var value: Value { queue.sync { result() } }

  private func result() -> Value {
    made.withLock { made in
      let value = made ?? make()
      made = value
      return value
    }
  }
}
