extension TestCase {
  /// The case with each of its slices replaced, such as by where its bytes lie in another attachment.
  public func mappingSlices(_ transform: (ByteSlice) -> ByteSlice) -> TestCase {
    var test = self
    test.globals = globals.map { TestGlobal(section: $0.section, offset: $0.offset, bytes: transform($0.bytes)) }
    for (mock, answer) in test.mocks.indices.flatMap({ mock in test.mocks[mock].answers.indices.map { (mock, $0) } }) {
      for fill in test.mocks[mock].answers[answer].fills.indices {
        let slice = test.mocks[mock].answers[answer].fills[fill].bytes
        test.mocks[mock].answers[answer].fills[fill].bytes = transform(slice)
      }
    }
    test.steps = steps.map { step in
      switch step {
      case .put(var write):
        write.key = write.key.map(transform)
        switch write.value {
        case .bytes(let slice): write.value = .bytes(transform(slice))
        case .processors(let processors):
          write.value = .processors(
            processors.map { MapWrite.Processor(number: $0.number, bytes: transform($0.bytes)) })
        case .program, .map: break
        }
        return .put(write)
      case .delete(let map, let key): return .delete(map: map, key: transform(key))
      case .run(var input):
        input.packet = input.packet.map(transform)
        input.context = input.context.map(transform)
        if var hosting = input.hosting {
          hosting.undefined = hosting.undefined.map(transform)
          hosting.memory.kernel = hosting.memory.kernel.map(transform)
          hosting.memory.user = hosting.memory.user.map(transform)
          input.hosting = hosting
        }
        return .run(input)
      case .look(let map, let keys): return .look(map: map, keys: keys.map(transform))
      case .read, .drain, .globals, .calls, .attach, .drive: return step
      }
    }
    return test
  }

  /// Cases with only the bytes that they themselves need.
  public static func repacked(_ cases: [TestCase], values: [UInt8]) -> (cases: [TestCase], values: [UInt8]) {
    var places: [ByteSlice: ByteSlice] = [:]
    var kept: [UInt8] = []
    let moved = cases.map { test in
      test.mappingSlices { slice in
        if let place = places[slice] { return place }
        // One that the bytes do not hold stays wrong, and is said to be where it is used.
        guard slice.bytes(of: values) != nil else { return ByteSlice(offset: -1, count: slice.count) }
        let place = kept.slice(values[slice.offset..<slice.offset + slice.count])
        places[slice] = place
        return place
      }
    }
    return (moved, kept)
  }
}
