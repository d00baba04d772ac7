/// What one kind of rejection means. A file named `*Explanation.swift` is registered by its name; nothing else is to be
/// done. Its examples are its tests and its manual page.
public protocol Explanation: SendableMetatype {
  /// The manual page: id, title, why, wordings, fix, examples.
  static var page: ExplanationPage { get }

  /// What the rejection means; nil when it is of another kind. Says only what the messages and the path prove. By
  /// default, what the first of the page's wordings that fits says.
  static func explain(_ rejection: Rejection) -> Explained?
}

extension Explanation {
  /// What the page's wordings say.
  public static func explain(_ rejection: Rejection) -> Explained? { worded(rejection) }

  /// What the first of the page's wordings that fits a message says.
  static func worded(_ rejection: Rejection) -> Explained? {
    for message in rejection.messages {
      for wording in page.wordings {
        guard let (captures, register) = wording.match(message) else { continue }
        let name = register.flatMap { rejection.name(of: $0) }
        var explained = explained(wording.summary(captures, name: name))
        explained.register = register
        explained.isGeneral = wording.isGeneral
        return explained
      }
    }
    return nil
  }

  /// The explanation with this page's id.
  static func explained(_ summary: String, advice: String? = nil) -> Explained {
    Explained(id: page.id, summary: summary, advice: advice ?? page.fix)
  }
}
