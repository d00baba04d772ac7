extension TestMock {
  func pack(into writer: inout PackWriter) {
    writer.put(name)
    switch callee {
    case .helper(let number):
      writer.put(0)
      writer.put(UInt64(number))
    case .kernelFunction(let id):
      writer.put(1)
      writer.put(UInt64(id))
    }
    writer.put(site) { writer, site in
      writer.put(site.program)
      writer.put(site.slot)
    }
    writer.put(arguments)
    writer.put(givesNothing)
    writer.put(step)
    writer.put(answers) { writer, answer in
      writer.put(answer.result) { $0.put($1) }
      writer.put(answer.fills) { writer, fill in
        writer.put(fill.argument)
        writer.put(fill.offset)
        writer.put(fill.size) { $0.put($1) }
        writer.put(fill.bytes)
      }
    }
  }

  init(from reader: inout PackReader) throws(PackReader.Damage) {
    let name = try reader.text()
    let isFunction = try reader.number() == 1
    let number = try reader.unsigned32()
    let site = try reader.optional { reader throws(PackReader.Damage) in
      CallSite(program: try reader.text(), slot: try reader.number())
    }
    self.init(
      name: name, callee: isFunction ? .kernelFunction(number) : .helper(number), arguments: try reader.number())
    // More than registers hold no call takes.
    guard (0...5).contains(arguments) else { throw reader.damage }
    self.site = site
    givesNothing = try reader.flag()
    step = try reader.unsigned()
    answers = try reader.list { reader throws(PackReader.Damage) in
      let result = try reader.optional { reader throws(PackReader.Damage) in try reader.unsigned() }
      return Answer(
        result,
        fills: try reader.list { reader throws(PackReader.Damage) in
          let fill = Fill(
            argument: try reader.number(), offset: try reader.number(),
            size: try reader.optional { reader throws(PackReader.Damage) in try reader.number() },
            bytes: try reader.slice())
          guard (1...5).contains(fill.argument), (1...5).contains(fill.size ?? 1) else { throw reader.damage }
          return fill
        })
    }
    guard !answers.isEmpty, answers.count <= Self.mostAnswers else { throw reader.damage }
  }
}
