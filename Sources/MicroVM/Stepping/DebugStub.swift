/// QEMU's GDB stub, asked and answering.
struct DebugStub {
  /// Nobody answers any more, or what is answered means nothing.
  struct Failure: Error {}

  /// Registers by their number in GDB's description of amd64.
  enum Register: Int {
    case rsi = 4
    case rdi = 5
    case rsp = 7
    case rip = 16
  }

  /// Bytes that are written with one packet: QEMU takes packets of 4096 bytes.
  private static let mostWritten = 1024

  private let line: DebugLine
  private var packets = DebugPackets()

  /// Takes up a line that QEMU is on. Packets are not acknowledged: the next one says as much.
  init(_ line: DebugLine) { self.line = line }

  /// Reads how registers are numbered: QEMU tells single ones only to those who asked.
  mutating func meet() throws(Failure) {
    guard try answer("qXfer:features:read:target.xml:0,ff").contains("x86-64") else { throw Failure() }
  }

  /// Lets the machine go on alone.
  func leave() { _ = line.send(DebugPackets.packet("D")) }

  /// Stops the machine whenever it comes to an address.
  mutating func stop(at address: UInt64) throws(Failure) { try order("Z1,\(String(address, radix: 16)),1") }

  /// Does so no more.
  mutating func pass(_ address: UInt64) throws(Failure) { try order("z1,\(String(address, radix: 16)),1") }

  /// Lets the machine go on until it stops.
  mutating func goOn() throws(Failure) { try wait("c") }

  /// Lets it do one instruction: no interrupt comes in between, and no timer goes on.
  mutating func step() throws(Failure) { try wait("s") }

  /// A register's value.
  mutating func value(_ register: Register) throws(Failure) -> UInt64 {
    guard let value = DebugPackets.numbers(try answer("p\(String(register.rawValue, radix: 16))").utf8)?.first else {
      throw Failure()
    }
    return value
  }

  /// So many numbers of the machine's memory.
  mutating func numbers(at address: UInt64, count: Int) throws(Failure) -> [UInt64] {
    let text = try answer("m\(String(address, radix: 16)),\(String(8 * count, radix: 16))")
    guard let numbers = DebugPackets.numbers(text.utf8), numbers.count == count else { throw Failure() }
    return numbers
  }

  /// Writes numbers into the machine's memory.
  mutating func write(_ numbers: [UInt64], at address: UInt64) throws(Failure) {
    let most = Self.mostWritten / 8
    for start in stride(from: 0, to: numbers.count, by: most) {
      let bytes = numbers[start..<min(start + most, numbers.count)].flatMap { number in
        (0..<8).map { UInt8(truncatingIfNeeded: number >> (8 * $0)) }
      }
      let place = String(address + UInt64(8 * start), radix: 16)
      try order(
        "M\(place),\(String(bytes.count, radix: 16)):\(String(decoding: DebugPackets.hexadecimal(bytes), as: UTF8.self))"
      )
    }
  }

  private mutating func order(_ body: String) throws(Failure) {
    guard try answer(body) == "OK" else { throw Failure() }
  }

  /// Asks for something that ends with the machine stopped.
  private mutating func wait(_ body: String) throws(Failure) {
    let answer = try answer(body)
    guard answer.hasPrefix("T") || answer.hasPrefix("S") else { throw Failure() }
  }

  private mutating func answer(_ body: String) throws(Failure) -> String {
    guard line.send(DebugPackets.packet(body)) else { throw Failure() }
    do throws(DebugPackets.Fault) {
      while true {
        if let answer = packets.next() { return String(decoding: answer, as: UTF8.self) }
        let bytes = line.receive()
        guard !bytes.isEmpty else { throw .length }
        try packets.add(bytes)
      }
    } catch {
      throw Failure()
    }
  }
}
