import Explanations

/// What the manual pages of every format have in common.
enum ManualPage {
  /// One way in which kernels, or libbpf, word a refusal.
  struct Message: Hashable {
    var kernels: String
    var messages: [String]
  }

  /// The wordings of a page: its real examples first, then the shapes that no example has shown.
  static func wordings(of page: ExplanationPage) -> [Message] {
    var shown = page.examples.filter { !$0.messages.isEmpty }.map {
      Message(kernels: $0.kernels, messages: $0.messages)
    }
    for wording in page.wordings {
      let isShown = page.examples.contains { $0.messages.contains { wording.fits($0) } }
      if !isShown { shown.append(Message(kernels: wording.kernels, messages: [wording.plainFormat])) }
    }
    return shown
  }
}
