/// Where the verifier's work on a program went: by function, loop and line.
public struct HotProgram: Codable, Hashable, Sendable {
  /// A source line, or the instructions that have none.
  public struct Line: Codable, Hashable, Sendable {
    /// The file as the compiler recorded it; nil where no line is known.
    public var file: String?
    /// The line, from 1; nil where none is known.
    public var line: Int?
    /// Its text.
    public var text: String
    /// Instructions walked on it.
    public var walked: Int

    /// A line.
    public init(file: String?, line: Int?, text: String, walked: Int) {
      self.file = file
      self.line = line
      self.text = text
      self.walked = walked
    }
  }

  /// A function or a loop, with what is in it.
  public struct Part: Codable, Hashable, Sendable {
    /// What kind of part it is.
    public enum Kind: String, Codable, Sendable {
      /// A function.
      case function
      /// A loop.
      case loop
    }

    /// What kind of part it is.
    public var kind: Kind
    /// The function's name, or the text of the line that a loop begins on.
    public var name: String
    /// Where it begins; nil where no line is known.
    public var place: Line?
    /// The first instruction's slot.
    public var instruction: Int
    /// Instructions in it.
    public var instructions: Int
    /// Instructions walked in it, parts within included.
    public var walked: Int
    /// How often it was entered.
    public var entered: Int
    /// Of a loop, how often the verifier went round; nil for a function.
    public var rounds: Int?
    /// The lines of its own, most walked first.
    public var lines: [Line]
    /// The loops in it, most walked first.
    public var parts: [Part]

    /// A part without anything in it.
    public init(kind: Kind, name: String, instruction: Int, instructions: Int) {
      self.kind = kind
      self.name = name
      self.instruction = instruction
      self.instructions = instructions
      walked = 0
      entered = 0
      lines = []
      parts = []
    }
  }

  /// A conditional jump from which more than one path was walked.
  public struct Branch: Codable, Hashable, Sendable {
    /// The jump's slot.
    public var instruction: Int
    /// Its line.
    public var place: Line
    /// Paths that were walked behind it.
    public var walked: Int
    /// Paths given up behind it, before another jump, because a state at least as general was known.
    public var pruned: Int

    /// A branch.
    public init(instruction: Int, place: Line, walked: Int, pruned: Int) {
      self.instruction = instruction
      self.place = place
      self.walked = walked
      self.pruned = pruned
    }
  }

  /// Instructions walked as the log shows them; fewer than the kernel's own figure where the log's head is missing.
  public var walked: Int
  /// Walks of instructions that have no room in the digest.
  public var omitted: Int
  /// The functions, most walked first.
  public var functions: [Part]
  /// The branches behind which most paths went on, first those that pruned least.
  public var branches: [Branch]

  /// What was walked.
  public init(walked: Int, omitted: Int, functions: [Part], branches: [Branch]) {
    self.walked = walked
    self.omitted = omitted
    self.functions = functions
    self.branches = branches
  }
}
