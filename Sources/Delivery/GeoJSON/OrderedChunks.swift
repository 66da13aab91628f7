internal import Dispatch
internal import Synchronization

/// Puts an output together in chunks on several threads and writes them in order: the bytes do not depend on the threads.
///
/// While the calling thread writes one wave of chunks, the others put together the next, in which it then helps.
///
/// - Parameters:
///   - count: of chunks.
///   - threads: 1 works on the calling thread alone.
///   - format: puts a chunk together; called on any thread, once for each chunk.
func writeInOrder<Sink: OutputSink>(
  chunks count: Int, threads: Int, to sink: inout Sink, format: @escaping @Sendable (Int, inout ByteWriter) -> Void
) throws {
  let waveLength = threads > 1 ? 2 * threads : 1
  let helpers = DispatchQueue(label: "jieming.output", attributes: .concurrent)
  let group = DispatchGroup()
  var written = Wave(0..<0)
  var spare = Wave(0..<0)
  repeat {
    let first = written.chunks.upperBound
    let wave = spare
    wave.begin(first..<min(first + waveLength, count))
    for _ in 1..<max(1, min(threads, wave.chunks.count)) { helpers.async(group: group) { wave.work(format) } }
    // No helper may outlive this call, also when the sink fails.
    defer { group.wait() }
    for chunk in written.chunks { try sink.write(written[chunk]) }
    wave.work(format)
    (spare, written) = (written, wave)
  } while !written.chunks.isEmpty
}

/// Chunks that are put together at the same time, each into a buffer of its own.
private final class Wave: @unchecked Sendable {
  // Sendable: a buffer is touched only by the thread that took its chunk, and by the writer after all have ended.
  private(set) var chunks: Range<Int>
  private var buffers = UnsafeMutableBufferPointer<ByteWriter>(start: nil, count: 0)
  private let next = Atomic(0)

  init(_ chunks: Range<Int>) { self.chunks = chunks }

  deinit {
    buffers.deinitialize()
    buffers.deallocate()
  }

  func begin(_ chunks: Range<Int>) {
    self.chunks = chunks
    next.store(chunks.lowerBound, ordering: .relaxed)
    guard buffers.count < chunks.count else { return }
    buffers.deinitialize()
    buffers.deallocate()
    buffers = .allocate(capacity: chunks.count)
    for index in 0..<chunks.count { buffers.initializeElement(at: index, to: ByteWriter()) }
  }

  func work(_ format: (Int, inout ByteWriter) -> Void) {
    while case let chunk = next.add(1, ordering: .relaxed).oldValue, chunk < chunks.upperBound {
      let index = chunk - chunks.lowerBound
      buffers[index].removeAll()
      format(chunk, &buffers[index])
    }
  }

  subscript(chunk: Int) -> UnsafeRawBufferPointer { buffers[chunk - chunks.lowerBound].bytes }
}
