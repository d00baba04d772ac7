/// What an instruction of a linked program refers to outside of its program, or by address inside of it.
public struct Reference: Hashable, Sendable {
  /// What can be referred to.
  public enum Target: Hashable, Sendable {
    /// A map: its index in the object's maps.
    case map(Int)
    /// A place in a global variable's section: the index of that section's map, and the offset in bytes in it.
    case variable(map: Int, offset: Int)
    /// A function of the program: its index in the program's subprograms. Calls and callbacks alike.
    case function(Int)
    /// Something that the kernel or the loader provides: its index in the object's externs.
    case extern(Int)
    /// A symbol that no loader can find a value for, and why.
    case unresolved(symbol: String, problem: String)
  }
  /// The instruction's slot in the linked program.
  public let slot: Int
  /// What it refers to.
  public let target: Target
}
