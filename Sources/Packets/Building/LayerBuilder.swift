import Findings
import Placed

/// Builds one header before what follows it.
struct LayerBuilder {
  /// What it was given.
  let draft: LayerDraft
  /// The layer that follows; nil when nothing does.
  let next: String?
  /// The addresses that its checksum covers.
  let addresses: PseudoHeader?

  /// The header, what follows, and the trailer. A length that does not fit into its field is a problem.
  func bytes(before following: [UInt8], _ problems: inout PlacedProblems) -> [UInt8] {
    let header = header(before: following, &problems)
    return header + following + draft.trailer
  }

  /// The header alone.
  func header(before following: [UInt8], _ problems: inout PlacedProblems) -> [UInt8] {
    let form = draft.form
    var bytes = [UInt8](repeating: 0, count: fixedSize)
    var places: [(field: PacketField, bit: Int)] = []
    for field in form.fields where !field.isVariable && !field.isAlias && draft.holds(field) {
      if field.isAppended {
        places.append((field, bytes.count * 8))
        bytes += [UInt8](repeating: 0, count: field.width / 8)
      } else {
        places.append((field, field.offset))
      }
    }
    let fixed = bytes.count
    for field in form.fields where field.isVariable && draft.holds(field) {
      let value = draft.bytes(field.name)
      bytes += value
      if case .records(let records) = field.kind, let unit = headerUnit {
        bytes += records.filling(value.count, before: fixed, unit: unit)
      }
    }
    if let unit = headerUnit, bytes.count % unit > 0 {
      bytes += [UInt8](repeating: 0, count: unit - bytes.count % unit)
    }
    var sum: (field: PacketField, bit: Int)?
    for (field, bit) in places {
      if case .checksum = field.filling {
        sum = (field, bit)
      } else {
        BitField.write(number(field, bytes.count, following, &problems), &bytes, at: bit, width: field.width)
      }
    }
    for field in form.fields where field.isAlias {
      guard case .number(let value)? = draft.given[field.name] else { continue }
      BitField.write(value, &bytes, at: field.offset, width: field.width)
    }
    if let (field, bit) = sum {
      BitField.write(checksum(field, bytes, following), &bytes, at: bit, width: field.width)
    }
    return bytes
  }

  /// The bytes of the fields at fixed places.
  private var fixedSize: Int {
    draft.form.fields.reduce(draft.form.size) { size, field in
      guard !field.isVariable, !field.isAppended, !field.isAlias, draft.holds(field) else { return size }
      return max(size, (field.offset + field.width + 7) / 8)
    }
  }

  private var headerUnit: Int? {
    if case .headerLength(let unit, _)? = draft.form.headerLength?.filling { unit } else { nil }
  }

  private func number(
    _ field: PacketField, _ size: Int, _ following: [UInt8], _ problems: inout PlacedProblems
  ) -> UInt128 {
    if case .number(let value)? = draft.given[field.name] { return value }
    switch field.filling {
    case .value, .presence, .count: return draft.number(field)
    case .following(let names, let otherwise): return next.flatMap { names.value($0) } ?? otherwise
    case .headerLength(let unit, let less):
      return fitting((size - less) / unit, "a header of \(size) bytes", field, &problems)
    case .wholeLength:
      let count = size + following.count
      return fitting(count, "\(count) bytes", field, &problems)
    case .followingLength: return fitting(following.count, "\(following.count) bytes", field, &problems)
    case .checksum: return 0
    }
  }

  private func fitting(
    _ value: Int, _ what: String, _ field: PacketField, _ problems: inout PlacedProblems
  ) -> UInt128 {
    guard let number = UInt128(exactly: value), number <= BitField.most(field.width) else {
      // An alias over the same bits was given instead.
      let isGiven = draft.form.fields.contains {
        $0.isAlias && $0.offset == field.offset && draft.given[$0.name] != nil
      }
      if !isGiven {
        problems.add(
          "\(what) \(what.hasPrefix("a ") ? "does" : "do") not fit into the \(field.width) bits of \(draft.form.name).\(field.name)",
          at: draft.span,
          hint: "give \(field.name)")
      }
      return 0
    }
    return number
  }

  private func checksum(_ field: PacketField, _ header: [UInt8], _ following: [UInt8]) -> UInt128 {
    if case .number(let value)? = draft.given[field.name] { return value }
    guard case .checksum(let scope) = field.filling else { return 0 }
    let right = scope.sum(header[...], following[...], addresses)
    guard case .bad? = draft.given[field.name] else { return right }
    // Never 0, which says of UDP that there is none.
    let wrong = right ^ BitField.most(field.width)
    return wrong == 0 || wrong == right ? right ^ 1 : wrong
  }
}
