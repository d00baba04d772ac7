import BPFObject
import BTF

/// What a tracepoint's record looks like to those who write tests of its programs.
struct TraceRecord {
  /// The record as a struct.
  let type: ValueType
  /// Where the places of texts and lists stand that lie behind the fixed part (`__data_loc`), by their names.
  let locations: [String: Int]
  /// Where registers of a system call begin of which the low half is a field: the high half is zero all the same.
  private var narrow: Set<Int> = []

  /// How the kernel's structs call the place of a text or a list.
  private static let locationPrefix = "__data_loc_"
  /// Bytes that all records begin with, `struct trace_entry`: programs may not read them.
  private static let headerBytes = 8

  /// The record of a tracepoint, `CATEGORY/NAME`; nil when it is not known.
  /// - Parameter format: the kernel's own description of it, where it is to be had.
  init?(_ target: String, program: Program, object: ObjectFile, kernelTypes: TypeTable?, format: String?) {
    let isCall = target.hasPrefix("syscalls/sys_e")
    let described = format.flatMap(TraceFormat.init)?.fields
    if isCall {
      let isExit = target.hasPrefix("syscalls/sys_exit_")
      self.init(fields: (described ?? []) + Self.callFields(isExit: isExit, described), isCall: true)
    } else if let described {
      self.init(fields: described, isCall: false)
    } else if let kernelTypes, let record = Self.record(target, program, object, kernelTypes) {
      var locations: [String: Int] = [:]
      for member in record.members where member.name.hasPrefix(Self.locationPrefix) {
        locations[String(member.name.dropFirst(Self.locationPrefix.utf8.count))] = member.bitOffset / 8
      }
      self.init(type: ValueType(types: kernelTypes, id: record.id), locations: locations)
    } else {
      return nil
    }
  }

  private init(type: ValueType, locations: [String: Int]) {
    self.type = type
    self.locations = locations
  }

  /// The struct that the program's own parameter points to, by its name; else the one that is named for the tracepoint.
  private static func record(
    _ target: String, _ program: Program, _ object: ObjectFile, _ kernelTypes: TypeTable
  ) -> BTFType? {
    var names: [String] = []
    if let types = object.types, let function = program.type,
      let parameter = try? types.prototype(of: function)?.parameters.first,
      let pointer = try? types.resolved(parameter.type), pointer.kind == .ptr, let target = pointer.target,
      let own = try? types.resolved(target), own.kind == .struct
    {
      names.append(own.name.components(before: "___"))
    }
    names.append("trace_event_raw_" + (target.split(separator: "/").last.map(String.init) ?? target))
    return names.lazy.compactMap { kernelTypes.type(named: $0, kind: .struct) }.first {
      $0.members.first?.name == "ent"
    }
  }

  /// What stands in the record of a system call by the names of the kernel's structs, whatever the call's own are called:
  /// `struct syscall_trace_enter` and `syscall_trace_exit` of kernel/trace/trace.h. The number takes 4 bytes, and nothing
  /// defines the 4 behind it.
  private static func callFields(isExit: Bool, _ described: [TraceFormat.Field]?) -> [TraceFormat.Field] {
    let number = TraceFormat.Field(name: "id", declaration: "int", offset: 8, size: 4, isSigned: true)
    let firstArgument = 16
    guard !isExit else {
      let known = described?.contains { $0.name == "ret" } ?? false
      return [number]
        + (known
          ? []
          : [
            TraceFormat.Field(name: "ret", declaration: "long", offset: firstArgument, size: 8, isSigned: true)
          ])
    }
    let count = described.map { $0.count { $0.offset >= firstArgument } } ?? 6
    return [
      number,
      TraceFormat.Field(
        name: "args", declaration: "unsigned long", offset: firstArgument, size: count * 8, isSigned: false,
        count: count),
    ]
  }

  private init?(fields: [TraceFormat.Field], isCall: Bool) {
    var builder = TypeTableBuilder()
    let index = builder.addInt("unsigned int", size: 4)
    var members: [(name: String, type: TypeID, offset: Int)] = []
    var locations: [String: Int] = [:]
    var end = Self.headerBytes
    for field in fields {
      end = max(end, field.offset + field.size)
      if field.declaration.hasPrefix("__data_loc") {
        // `__data_loc char[] filename`: the name is the last word, brackets and all before it the type.
        locations[field.name] = field.offset
        members.append((Self.locationPrefix + field.name, index, field.offset))
        continue
      }
      let size = field.count.map { $0 > 0 ? field.size / $0 : 0 } ?? field.size
      guard size > 0 else { continue }
      var type: TypeID
      if field.declaration.hasSuffix("*") {
        type = builder.addPointer(to: 0)
      } else if isCall, size == 8, ["int", "pid_t"].contains(field.declaration) {
        // A register of which the call takes the low half: it comes without a sign.
        type = builder.addInt(field.declaration, size: 4, isSigned: true)
      } else if [1, 2, 4, 8].contains(size) {
        let isText = ["char", "unsigned char", "signed char"].contains(field.declaration) && field.count != nil
        type = builder.addInt(
          isText ? "char" : field.declaration, size: size, isSigned: isText ? false : field.isSigned)
      } else {
        type = builder.addArray(of: builder.addInt("u8", size: 1), index: index, count: UInt32(size))
      }
      if let count = field.count { type = builder.addArray(of: type, index: index, count: UInt32(clamping: count)) }
      members.append((field.name, type, field.offset))
    }
    let id = builder.addStruct("record", size: (end + 7) / 8 * 8, members: members.sorted { $0.offset < $1.offset })
    guard let types = try? TypeTable(bytes: builder.bytes()) else { return nil }
    self.init(type: ValueType(types: types, id: id), locations: locations)
    if isCall { narrow = Set(members.map(\.offset).filter { $0 >= 16 }) }
  }

  /// A byte of bits for each byte: those that nothing defines.
  func undefined() throws(ValueError) -> [UInt8] {
    var mask = try FieldMask.of(type.id, in: type.types).map { ~$0 }
    for index in 0..<min(Self.headerBytes, mask.count) { mask[index] = 0 }
    for start in narrow { for index in start..<min(start + 8, mask.count) { mask[index] = 0 } }
    return mask
  }
}

extension String {
  /// What stands before the first time that a text stands in it; all of it without.
  fileprivate func components(before text: String) -> String {
    guard let found = firstRange(of: text) else { return self }
    return String(self[..<found.lowerBound])
  }
}
