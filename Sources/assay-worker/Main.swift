import Worker

@main
struct Main {
  static func main() { WorkerMain.run(CommandLine.arguments) }
}
