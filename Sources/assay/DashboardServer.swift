import Checks
import Exporter
import Project
import Reports

/// Pages of a history over HTTP, made anew whenever the history changes.
struct DashboardServer {
  var request: DashboardRequest
  var address: ListenAddress

  /// Serves until the task is cancelled.
  func run() async throws(CheckError) {
    // What cannot be read is said before anything is served.
    let pages = KeptPages(request)
    try await pages.renew()
    do throws(PageServer.Failure) {
      try await PageServer(address, respond: { await pages.page($0.path) }).run { address in
        StandardError.write("assay: serving http://\(address)/; Ctrl-C ends it\n")
      }
    } catch {
      throw .undecided("\(error)")
    }
  }
}

/// The pages of a history as it is now.
private actor KeptPages {
  private let request: DashboardRequest
  private var texts: [String: String] = [:]
  private var stamps: [FileStamp?] = []

  /// Seconds after which a browser asks again.
  private static let pause = 10

  init(_ request: DashboardRequest) {
    self.request = request
  }

  /// Makes the pages anew where the history is not what it was.
  func renew() throws(CheckError) {
    // What was written last may still be beside the file.
    let now = [request.history, request.history + "-wal"].map { try? FileStamp(of: $0) }
    guard now != stamps else { return }
    let mark = "\(DashboardPage.mark)\n<meta http-equiv=\"refresh\" content=\"\(Self.pause)\">"
    var texts: [String: String] = [:]
    DashboardPages(try DashboardCheck.dashboard(request)).forEach { page in
      texts["/" + page.name] = page.text.replacing(DashboardPage.mark, with: mark)
    }
    texts["/"] = texts["/index.html"]
    self.texts = texts
    stamps = now
  }

  func page(_ path: String) -> Page {
    do throws(CheckError) {
      try renew()
    } catch {
      return Page(.unavailable, body: TerminalText.escape("\(error)") + "\n")
    }
    guard let text = texts[path] else { return Page(.unknown, body: "there is no such page: / has all of them\n") }
    return Page(mediaType: "text/html; charset=utf-8", body: text)
  }
}
