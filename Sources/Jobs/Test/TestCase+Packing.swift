extension TestCase {
  /// Cases as they travel.
  public static func packed(_ cases: [TestCase]) -> [UInt8] {
    var writer = PackWriter()
    writer.put(cases) { writer, test in test.pack(into: &writer) }
    return writer.bytes
  }

  /// Cases that have travelled; nil when the bytes are damaged.
  public static func unpacked(_ bytes: [UInt8]) -> [TestCase]? {
    var reader = PackReader(bytes)
    do throws(PackReader.Damage) {
      let cases = try reader.list { reader throws(PackReader.Damage) in try TestCase(from: &reader) }
      return reader.isAtEnd ? cases : nil
    } catch {
      return nil
    }
  }

  private func pack(into writer: inout PackWriter) {
    writer.put(number)
    writer.put(globals) { writer, global in
      writer.put(global.section)
      writer.put(global.offset)
      writer.put(global.bytes)
    }
    writer.put(task.comm) { $0.put($1) }
    writer.put(task.uid) { $0.put(UInt64($1)) }
    writer.put(task.gid) { $0.put(UInt64($1)) }
    writer.put(task.cpu) { $0.put(UInt64($1)) }
    writer.put(task.isBound)
    writer.put(task.cgroup) { $0.put($1) }
    writer.put(ownNetwork)
    writer.put(mocks) { writer, mock in mock.pack(into: &writer) }
    writer.put(steps) { writer, step in step.pack(into: &writer) }
  }

  private init(from reader: inout PackReader) throws(PackReader.Damage) {
    self.init(number: try reader.number())
    globals = try reader.list { reader throws(PackReader.Damage) in
      TestGlobal(section: try reader.text(), offset: try reader.number(), bytes: try reader.slice())
    }
    task.comm = try reader.optional { reader throws(PackReader.Damage) in try reader.text() }
    task.uid = try reader.optional { reader throws(PackReader.Damage) in try reader.unsigned32() }
    task.gid = try reader.optional { reader throws(PackReader.Damage) in try reader.unsigned32() }
    task.cpu = try reader.optional { reader throws(PackReader.Damage) in try reader.unsigned32() }
    task.isBound = try reader.flag()
    task.cgroup = try reader.optional { reader throws(PackReader.Damage) in try reader.text() }
    ownNetwork = try reader.flag()
    mocks = try reader.list { reader throws(PackReader.Damage) in try TestMock(from: &reader) }
    steps = try reader.list { reader throws(PackReader.Damage) in try TestStep(from: &reader) }
  }
}

extension TestStep {
  fileprivate func pack(into writer: inout PackWriter) {
    switch self {
    case .put(let write):
      writer.put(0)
      writer.put(write.map)
      writer.put(write.key) { $0.put($1) }
      write.value.pack(into: &writer)
    case .delete(let map, let key):
      writer.put(1)
      writer.put(map)
      writer.put(key)
    case .run(let input):
      writer.put(2)
      writer.put(input.program)
      writer.put(input.packet) { $0.put($1) }
      writer.put(input.context) { $0.put($1) }
      writer.put(UInt64(input.repetitions))
      writer.put(input.cpu) { $0.put(UInt64($1)) }
      writer.put(input.liveFrames)
      writer.put(input.follows?.rawValue) { $0.put($1) }
      writer.put(input.wantsPacket)
      writer.put(input.wantsContext)
      writer.put(input.poisons)
      writer.put(input.hosting) { writer, hosting in hosting.pack(into: &writer) }
    case .read(let map, let limit):
      writer.put(3)
      writer.put(map)
      writer.put(limit)
    case .look(let map, let keys):
      writer.put(4)
      writer.put(map)
      writer.put(keys) { $0.put($1) }
    case .drain(let map):
      writer.put(5)
      writer.put(map)
    case .globals(let section):
      writer.put(6)
      writer.put(section)
    case .calls(let mock):
      writer.put(10)
      writer.put(mock)
    case .attach(let program):
      writer.put(7)
      writer.put(program)
    case .drive(.deed(let name, let arguments)):
      writer.put(8)
      writer.put(name)
      writer.put(arguments) { $0.put($1) }
    case .drive(.command(let words)):
      writer.put(9)
      writer.put(words) { $0.put($1) }
    }
  }

  fileprivate init(from reader: inout PackReader) throws(PackReader.Damage) {
    switch try reader.number() {
    case 0:
      self = .put(
        MapWrite(
          map: try reader.text(),
          key: try reader.optional { reader throws(PackReader.Damage) in try reader.slice() },
          value: try MapWrite.Value(from: &reader)))
    case 1: self = .delete(map: try reader.text(), key: try reader.slice())
    case 2: self = .run(try TestInput(from: &reader))
    case 3: self = .read(map: try reader.text(), limit: try reader.number())
    case 4:
      self = .look(
        map: try reader.text(), keys: try reader.list { reader throws(PackReader.Damage) in try reader.slice() })
    case 5: self = .drain(map: try reader.text())
    case 6: self = .globals(section: try reader.text())
    case 7: self = .attach(program: try reader.text())
    case 8:
      self = .drive(
        .deed(
          name: try reader.text(),
          arguments: try reader.list { reader throws(PackReader.Damage) in try reader.text() }))
    case 10: self = .calls(mock: try reader.number())
    case 9: self = .drive(.command(try reader.list { reader throws(PackReader.Damage) in try reader.text() }))
    default: throw reader.damage
    }
  }
}

extension TestInput {
  fileprivate init(from reader: inout PackReader) throws(PackReader.Damage) {
    self.init(program: try reader.text())
    packet = try reader.optional { reader throws(PackReader.Damage) in try reader.slice() }
    context = try reader.optional { reader throws(PackReader.Damage) in try reader.slice() }
    repetitions = try reader.unsigned32()
    cpu = try reader.optional { reader throws(PackReader.Damage) in try reader.unsigned32() }
    liveFrames = try reader.flag()
    if let chain = try reader.optional({ reader throws(PackReader.Damage) in try reader.text() }) {
      guard let known = TestChain(rawValue: chain) else { throw reader.damage }
      follows = known
    }
    wantsPacket = try reader.flag()
    wantsContext = try reader.flag()
    poisons = try reader.flag()
    hosting = try reader.optional { reader throws(PackReader.Damage) in try TestHosting(from: &reader) }
  }
}

extension TestHosting {
  fileprivate func pack(into writer: inout PackWriter) {
    writer.put(takesArguments)
    writer.put(casts) { writer, cast in
      writer.put(cast.argument)
      writer.put(UInt64(cast.type))
    }
    writer.put(castFunction) { $0.put(UInt64($1)) }
    writer.put(undefined) { $0.put($1) }
    writer.put(memory.kernel) { $0.put($1) }
    writer.put(memory.user) { $0.put($1) }
    writer.put(memory.links) { writer, link in
      writer.put(link.place.rawValue)
      writer.put(link.offset)
      writer.put(link.target.rawValue)
      writer.put(link.targetOffset)
    }
  }

  fileprivate init(from reader: inout PackReader) throws(PackReader.Damage) {
    self.init(takesArguments: try reader.flag())
    casts = try reader.list { reader throws(PackReader.Damage) in
      TestCast(argument: try reader.number(), type: try reader.unsigned32())
    }
    castFunction = try reader.optional { reader throws(PackReader.Damage) in try reader.unsigned32() }
    undefined = try reader.optional { reader throws(PackReader.Damage) in try reader.slice() }
    memory.kernel = try reader.optional { reader throws(PackReader.Damage) in try reader.slice() }
    memory.user = try reader.optional { reader throws(PackReader.Damage) in try reader.slice() }
    memory.links = try reader.list { reader throws(PackReader.Damage) in
      TestMemory.Link(
        place: try Self.space(from: &reader), offset: try reader.number(), target: try Self.space(from: &reader),
        targetOffset: try reader.number())
    }
  }

  private static func space(from reader: inout PackReader) throws(PackReader.Damage) -> TestMemory.Space {
    guard let space = TestMemory.Space(rawValue: try reader.text()) else { throw reader.damage }
    return space
  }
}

extension MapWrite.Value {
  fileprivate func pack(into writer: inout PackWriter) {
    switch self {
    case .bytes(let slice):
      writer.put(0)
      writer.put(slice)
    case .processors(let processors):
      writer.put(1)
      writer.put(processors) { writer, processor in
        writer.put(processor.number)
        writer.put(processor.bytes)
      }
    case .program(let name):
      writer.put(2)
      writer.put(name)
    case .map(let name):
      writer.put(3)
      writer.put(name)
    }
  }

  fileprivate init(from reader: inout PackReader) throws(PackReader.Damage) {
    switch try reader.number() {
    case 0: self = .bytes(try reader.slice())
    case 1:
      self = .processors(
        try reader.list { reader throws(PackReader.Damage) in
          MapWrite.Processor(number: try reader.number(), bytes: try reader.slice())
        })
    case 2: self = .program(try reader.text())
    case 3: self = .map(try reader.text())
    default: throw reader.damage
    }
  }
}
