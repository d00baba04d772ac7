extension ObjectFile {
  /// The object's bytes with a program under another section name, so that it is loaded for another hook, and some of its
  /// loads at other offsets, where the other hook's context has what they read. Programs of the same section go with it.
  /// - Parameter offsets: new offsets of loads, by their slots in the program.
  /// - Throws: for an object that cannot be changed so.
  public func bytes(
    hooking program: Program, as section: String, reading offsets: [Int: Int16] = [:]
  ) throws(ObjectError) -> [UInt8] {
    var change = HookEditor.Change(section: program.section, name: section, offsets: [:])
    for (slot, offset) in offsets {
      guard let index = program.subprogram(atSlot: slot) else { continue }
      let function = program.subprograms[index]
      change.offsets[function.section, default: [:]][function.sectionSlot + slot - function.slots.lowerBound] = offset
    }
    return try HookEditor(self, change).edited()
  }
}
