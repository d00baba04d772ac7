/// A program as it was loaded, with what the manifest says of it.
public struct CapturedProgram: Hashable, Sendable {
  /// A function's first slot and its BTF type.
  public struct Function: Hashable, Sendable {
    /// The slot.
    public var slot: Int
    /// The `func` type.
    public var type: UInt32

    /// A function.
    public init(slot: Int, type: UInt32) {
      self.slot = slot
      self.type = type
    }
  }
  /// A slot's source line: offsets of strings in the program's BTF, line and column as the kernel packs them.
  public struct Line: Hashable, Sendable {
    /// The slot.
    public var slot: Int
    /// The file's name.
    public var file: UInt32
    /// The line's text.
    public var text: UInt32
    /// Line in the high 22 bits, column in the low 10.
    public var place: UInt32

    /// A line.
    public init(slot: Int, file: UInt32, text: UInt32, place: UInt32) {
      self.slot = slot
      self.file = file
      self.text = text
      self.place = place
    }
  }

  /// What the manifest says.
  public var record: BundleProgram
  /// The instructions, a word a slot; where they refer to maps, with the map's place in the manifest for a descriptor.
  public var code: [UInt64]
  /// Its functions, the main one first.
  public var functions: [Function] = []
  /// Its source lines, ascending by slot.
  public var lines: [Line] = []
  /// The log at level 2.
  public var log: [UInt8] = []
  /// The log that the loader got.
  public var loaderLog: [UInt8] = []
  /// Why no object can be made of it, found when it was loaded; nil when nothing stands against it.
  public var obstacle: String?
  /// What the code refers to in the kernel, by slots, where a kernel has translated it; nil for code as it was loaded.
  public var translation: [Int: String]?

  /// A program without type information and logs.
  public init(record: BundleProgram, code: [UInt64]) {
    self.record = record
    self.code = code
  }
}
