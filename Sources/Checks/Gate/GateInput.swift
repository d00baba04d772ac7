/// An input of a gate that could be read: one way in which a file is built.
struct GateInput: Sendable {
  /// How it is built.
  let build: InputBuild
  /// The object.
  let object: ObjectInput
  /// The object of the base commit; nil where there is none.
  var base: ObjectInput?

  /// Whether what is loaded of it is the same as in the base commit.
  var isUnchanged: Bool { base.map { $0.object.contents == object.object.contents } ?? false }
}
