/// Why bytes could not be read as a BPF object, or why a part of one cannot be used.
public struct ObjectError: Error, Hashable, Sendable {
  /// The two kinds of refusal: a walk through a directory passes over the first and reports the second.
  public enum Kind: Hashable, Sendable {
    /// The file is something else, or of a form that cannot be loaded.
    case notBPF(FileKind)
    /// The file is a BPF object that contradicts itself or is cut short.
    case broken
  }
  /// Which kind of refusal it is.
  public var kind: Kind
  /// The section that it is about, by name; nil when it is about the file.
  public var section: String?
  /// The offset in bytes of the offending place: from the section's start when a section is named, otherwise from the
  /// file's.
  public var offset: Int?
  /// What is wrong there, one line without a full stop.
  public var problem: String

  /// A file that is no BPF object.
  init(notBPF kind: FileKind) {
    self.kind = .notBPF(kind)
    problem = "\(kind.isBPF ? "no BPF object that can be loaded" : "not a BPF object"): this is \(kind.words)"
  }

  /// A BPF object that is broken at a place.
  init(_ problem: String, section: String? = nil, offset: Int? = nil) {
    kind = .broken
    self.section = section
    self.offset = offset
    self.problem = problem
  }

  /// Whether the file has nothing to do with BPF, rather than holding programs that cannot be read.
  public var isNotBPF: Bool {
    if case .notBPF(let kind) = kind { !kind.isBPF } else { false }
  }
}

extension ObjectError: CustomStringConvertible {
  /// The problem with its place, one line.
  public var description: String {
    switch (section, offset) {
    case (let section?, let offset?): "section \(section), offset \(offset): \(problem)"
    case (let section?, nil): "section \(section): \(problem)"
    case (nil, let offset?): "offset \(offset): \(problem)"
    case (nil, nil): problem
    }
  }
}
