import Jobs
import TestSupport
import Testing

@Suite struct FrameTests {
  private func job(_ name: String) -> Job { .verify(VerifyJob(objectName: name)) }

  private func read(_ bytes: [UInt8], expecting kind: Frame.Kind, limits: FrameLimits? = nil) throws -> [Frame] {
    var reader = FrameReader(expecting: kind, limits: limits)
    try reader.consume(bytes.span)
    try reader.finish()
    var frames: [Frame] = []
    while let frame = reader.next() { frames.append(frame) }
    return frames
  }

  private func problem(_ body: () throws -> Void) -> FrameError? {
    do {
      try body()
      return nil
    } catch {
      return error as? FrameError
    }
  }

  @Test func aJobComesOutAsItWentIn() throws {
    let bytes = try FrameWriter().bytes(of: Frame(job("a.bpf.o"), attachments: [[1, 2, 3], []]))
    let frames = try read(bytes, expecting: .job)
    #expect(try frames.map { try $0.job() } == [job("a.bpf.o")])
    #expect(frames.map(\.attachments) == [[[1, 2, 3], []]])
  }

  @Test func equalJobsGiveEqualBytes() throws {
    #expect(try FrameWriter().bytes(of: Frame(job("x"))) == FrameWriter().bytes(of: Frame(job("x"))))
  }

  @Test(arguments: [false, true]) func framesSurviveAnyCutIntoPieces(deflating: Bool) throws {
    var generator = SeededGenerator(seed: 1)
    for _ in 0..<100 {
      var stream: [UInt8] = []
      var sent: [[[UInt8]]] = []
      for _ in 0..<Int.random(in: 1...4, using: &generator) {
        let attachments = (0..<Int.random(in: 0...3, using: &generator)).map { _ in
          [UInt8](repeating: .random(in: 0...255, using: &generator), count: .random(in: 0...5000, using: &generator))
        }
        sent.append(attachments)
        let frame = try Frame(.failed(.loader, Reason(String(repeating: "why ", count: 500))), attachments: attachments)
        stream += try FrameWriter(deflatesAttachments: deflating).bytes(of: frame)
      }
      var reader = FrameReader(expecting: .reply)
      var received: [Frame] = []
      var at = 0
      while at < stream.count {
        let count = min(Int.random(in: 1...900, using: &generator), stream.count - at)
        try reader.consume(stream.span.extracting(at..<(at + count)))
        while let frame = reader.next() { received.append(frame) }
        at += count
      }
      try reader.finish()
      #expect(received.map(\.attachments) == sent)
      for frame in received {
        guard case .failed = try frame.reply() else {
          Issue.record("another reply came out")
          return
        }
      }
    }
  }

  @Test func aLargeHeaderTravelsDeflated() throws {
    let frame = try Frame(.failed(.loader, Reason(String(repeating: "a", count: 1 << 20))))
    let bytes = try FrameWriter().bytes(of: frame)
    #expect(bytes.count < 1 << 14)
    #expect(try read(bytes, expecting: .reply).first?.header == frame.header)
  }

  @Test func everyFlippedBitIsFound() throws {
    let bytes = try FrameWriter().bytes(of: Frame(job("a"), attachments: [[9, 9, 9, 9]]))
    for bit in 0..<(bytes.count * 8) {
      var damaged = bytes
      damaged[bit / 8] ^= 1 << UInt8(bit % 8)
      #expect(throws: FrameError.self) { try read(damaged, expecting: .job) }
    }
  }

  @Test func everyCutIsFoundAtItsByte() throws {
    let bytes = try FrameWriter().bytes(of: Frame(job("a"), attachments: [[9, 9]]))
    for count in 1..<bytes.count {
      let found = problem { _ = try read(Array(bytes.prefix(count)), expecting: .job) }
      #expect(found == FrameError(.truncated, at: count))
    }
  }

  @Test func errorsNameTheByteOfTheStream() throws {
    let good = try FrameWriter().bytes(of: Frame(job("a")))
    let found = problem { _ = try read(good + Array("nonsense".utf8), expecting: .job) }
    #expect(found == FrameError(.magic(Array("nons".utf8)), at: good.count))
    #expect("\(try #require(found))".hasPrefix("bad frame at byte \(good.count): "))
  }

  @Test func aReaderThatFailedFailsAgain() throws {
    var reader = FrameReader(expecting: .job)
    let nonsense = [UInt8](repeating: 7, count: 8)
    #expect(throws: FrameError.self) { try reader.consume(nonsense.span) }
    let good = try FrameWriter().bytes(of: Frame(job("a")))
    #expect(throws: FrameError(.magic([7, 7, 7, 7]), at: 0)) { try reader.consume(good.span) }
    #expect(throws: FrameError(.magic([7, 7, 7, 7]), at: 0)) { try reader.finish() }
  }

  @Test func anotherVersionIsNamed() throws {
    var bytes = try FrameWriter().bytes(of: Frame(job("a")))
    bytes[4] = 9
    #expect(problem { _ = try read(bytes, expecting: .job) } == FrameError(.version(found: 9, known: 1), at: 4))
  }

  @Test func aFrameThatGoesTheOtherWayIsRefused() throws {
    let bytes = try FrameWriter().bytes(of: Frame(.finished))
    let found = problem { _ = try read(bytes, expecting: .job) }
    #expect(found == FrameError(.kind(found: 2, expected: .job), at: 5))
  }

  @Test func aHeaderThatIsNoReplyIsAnError() throws {
    let bytes = try FrameWriter().bytes(of: Frame(kind: .reply, header: Array("{\"survey\":7}".utf8)))
    let frame = try #require(try read(bytes, expecting: .reply).first)
    guard case .undecodable = problem({ _ = try frame.reply() })?.problem else {
      Issue.record("it was decoded")
      return
    }
  }

  @Test func nestedJSONDoesNotOverflowTheStack() throws {
    let deep = Array((String(repeating: "[", count: 1 << 20)).utf8)
    let bytes = try FrameWriter().bytes(of: Frame(kind: .reply, header: deep))
    let frame = try #require(try read(bytes, expecting: .reply).first)
    #expect(throws: FrameError.self) { try frame.reply() }
  }

  @Test func lengthsAreCheckedBeforeTheBytesCome() throws {
    let limits = FrameLimits(headerBytes: 4000, storedHeaderBytes: 100, attachments: 2, attachmentBytes: 1000)
    func refused(_ frame: Frame) throws -> FrameError.Problem? {
      // Only the table is given: what it announces never arrives.
      let table = 8 + 12 * (frame.attachments.count + 1) + 4
      let bytes = try FrameWriter(deflatesAttachments: true).bytes(of: frame).prefix(table)
      var reader = FrameReader(expecting: .reply, limits: limits)
      return problem { try reader.consume(Array(bytes).span) }?.problem
    }
    let header = [UInt8](repeating: 0x20, count: 5000)
    #expect(try refused(Frame(kind: .reply, header: header)) == .headerTooLong(5000, most: 4000))
    let random = (0..<300).map { UInt8(truncatingIfNeeded: $0 * 7) }
    #expect(try refused(Frame(kind: .reply, header: random)) == .storedHeaderTooLong(300, most: 100))
    let bomb = [UInt8](repeating: 0, count: 1 << 20)
    #expect(
      try refused(Frame(kind: .reply, header: [], attachments: [bomb])) == .attachmentsTooLong(1 << 20, most: 1000))
    let halves = [[UInt8](repeating: 0, count: 600), [UInt8](repeating: 0, count: 600)]
    #expect(try refused(Frame(kind: .reply, header: [], attachments: halves)) == .attachmentsTooLong(1200, most: 1000))
    let many = [[UInt8]](repeating: [], count: 3)
    #expect(try refused(Frame(kind: .reply, header: [], attachments: many)) == .parts(4, most: 3))
  }

  @Test func aWriterRefusesWhatAReaderWould() throws {
    let header = Frame(kind: .reply, header: [UInt8](repeating: 0, count: 4 << 20 + 1))
    #expect(
      problem { _ = try FrameWriter().pieces(of: header) } == FrameError(.headerTooLong(4 << 20 + 1, most: 4 << 20)))
    var generator = SeededGenerator(seed: 2)
    let noise = (0..<(300 << 10)).map { _ in UInt8.random(in: 0...255, using: &generator) }
    let digest = problem { _ = try FrameWriter().pieces(of: Frame(kind: .reply, header: noise)) }
    #expect(digest?.problem == .storedHeaderTooLong(noise.count, most: 256 << 10))
    let many = Frame(kind: .job, header: [], attachments: [[UInt8]](repeating: [], count: 16))
    #expect(problem { _ = try FrameWriter().pieces(of: many) }?.problem == .parts(17, most: 16))
  }

  @Test func noMutationOfAStreamCrashesTheReader() throws {
    let digestLike = Reply.failed(.environment, Reason(String(repeating: "line of a log\n", count: 400)))
    let seeds = [
      try FrameWriter().bytes(of: Frame(digestLike, attachments: [[1, 2, 3]])),
      try FrameWriter(deflatesAttachments: true).bytes(
        of: Frame(.header, attachments: [[UInt8](repeating: 1, count: 9000)])),
      try FrameWriter().bytes(of: Frame(.finished)),
    ]
    var generator = SeededGenerator(seed: 3)
    var outcomes = (frames: 0, errors: 0)
    for round in FuzzBudget(rounds: 4000) {
      var bytes = seeds[round % seeds.count] + seeds[(round / 3) % seeds.count]
      for _ in 0..<Int.random(in: 1...4, using: &generator) where !bytes.isEmpty {
        let at = Int.random(in: 0..<bytes.count, using: &generator)
        switch Int.random(in: 0..<4, using: &generator) {
        case 0: bytes[at] = .random(in: 0...255, using: &generator)
        case 1: bytes.removeSubrange(at..<min(bytes.count, at + Int.random(in: 1...16, using: &generator)))
        case 2: bytes.insert(contentsOf: [0xff, 0xff, 0xff, 0xff], at: at)
        default: bytes.removeLast(bytes.count - at)
        }
      }
      var reader = FrameReader(expecting: .reply)
      do {
        try reader.consume(bytes.span)
        try reader.finish()
      } catch {
        outcomes.errors += 1
      }
      while let frame = reader.next() {
        outcomes.frames += 1
        _ = try? frame.reply()
      }
    }
    #expect(outcomes.errors > 0 && outcomes.frames > 0)
  }

  @Test func aForgedTableWithARightChecksumIsStillBounded() throws {
    // The checksum is no secret: a hostile sender computes it.
    var generator = SeededGenerator(seed: 4)
    for _ in 0..<2000 {
      var head: [UInt8] = Array("ASYF".utf8) + [1, 2]
      let parts = UInt16.random(in: 0...18, using: &generator)
      head += [UInt8(truncatingIfNeeded: parts), UInt8(truncatingIfNeeded: parts >> 8)]
      for _ in 0..<(Int(parts) * 12) {
        head.append(Bool.random(using: &generator) ? 0 : .random(in: 0...255, using: &generator))
      }
      let checksum = CRC32.of(head)
      head += (0..<4).map { UInt8(truncatingIfNeeded: checksum >> (8 * $0)) }
      head += (0..<64).map { _ in UInt8.random(in: 0...255, using: &generator) }
      var reader = FrameReader(expecting: .reply)
      try? reader.consume(head.span)
      #expect(throws: FrameError.self) { try reader.finish() }
    }
  }

  @Test func aBombIsNotInflatedPastWhatItDeclares() throws {
    // Two megabytes of zeros, whose table says 16,000.
    let frame = Frame(kind: .job, header: [], attachments: [[UInt8](repeating: 0, count: 2 << 20)])
    var bytes = try FrameWriter(deflatesAttachments: true).bytes(of: frame)
    let length = 8 + 12 + 8
    for (index, byte) in [UInt8(0x80), 0x3e, 0, 0].enumerated() { bytes[length + index] = byte }
    let tableEnd = 8 + 2 * 12
    let checksum = CRC32.of(Array(bytes.prefix(tableEnd)))
    for index in 0..<4 { bytes[tableEnd + index] = UInt8(truncatingIfNeeded: checksum >> (8 * UInt32(index))) }
    let found = problem { _ = try read(bytes, expecting: .job) }
    #expect(found?.problem == .inflate(part: 1))
  }
}

/// The checksum written out, so that the tests can forge one.
private enum CRC32 {
  static func of(_ bytes: [UInt8]) -> UInt32 {
    var crc: UInt32 = 0xffff_ffff
    for byte in bytes {
      crc ^= UInt32(byte)
      for _ in 0..<8 { crc = crc & 1 == 1 ? (crc >> 1) ^ 0xedb8_8320 : crc >> 1 }
    }
    return ~crc
  }
}
