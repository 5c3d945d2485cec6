// SPDX-License-Identifier: MIT
using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace EntryAsm.Boot;

/// <summary>A client of GDB's remote serial protocol: the few requests that stopping at an address and injecting an interrupt take.</summary>
internal sealed class GdbConnection : IDisposable
{
    private readonly Socket socket;
    private readonly byte[] buffer = new byte[65536];
    private int start, end;

    public GdbConnection(string path, TimeSpan patience)
    {
        socket = Connect(path, DateTime.UtcNow + patience);
        socket.ReceiveTimeout = (int)patience.TotalMilliseconds;
    }

    /// <summary>Stops when an instruction is about to run; a hardware breakpoint, so that the code is not touched.</summary>
    public void Break(ulong address) => Expect("OK", Request(Text($"Z1,{address:x},1")));

    public void RemoveBreak(ulong address) => Expect("OK", Request(Text($"z1,{address:x},1")));

    /// <summary>Runs until the next stop.</summary>
    /// <returns>The stop reply; one that begins with W or X says that the machine has ended.</returns>
    public string Continue() => Request("c");

    /// <summary>Runs one instruction; interrupts wait.</summary>
    public string Step() => Request("s");

    /// <summary>The instruction and stack pointers.</summary>
    public (ulong Instruction, ulong Stack) ReadPointers()
    {
        const int rsp = 7, rip = 16; // of GDB's register numbers for x86-64
        var registers = Request("g");
        ulong Register(int number) => BitConverter.ToUInt64(Convert.FromHexString(registers.AsSpan(number * 16, 16)));
        return (Register(rip), Register(rsp));
    }

    private byte[] ReadMemory(ulong address, int bytes) => Convert.FromHexString(Request(Text($"m{address:x},{bytes:x}")));

    /// <summary>Reads where no page table leads.</summary>
    public byte[] ReadPhysical(ulong address, int bytes)
    {
        Expect("OK", Request("Qqemu.PhyMemMode:1"));
        var read = ReadMemory(address, bytes);
        Expect("OK", Request("Qqemu.PhyMemMode:0"));
        return read;
    }

    /// <summary>Writes where no page table leads, devices included.</summary>
    public void WritePhysical(ulong address, byte[] bytes)
    {
        Expect("OK", Request("Qqemu.PhyMemMode:1"));
        Expect("OK", Request(Text($"M{address:x},{bytes.Length:x}:") + Convert.ToHexString(bytes)));
        Expect("OK", Request("Qqemu.PhyMemMode:0"));
    }

    /// <summary>A command to QEMU's monitor.</summary>
    /// <returns>What it says.</returns>
    public string Monitor(string command)
    {
        Send("qRcmd," + Convert.ToHexString(System.Text.Encoding.ASCII.GetBytes(command)));
        var answer = new StringBuilder();
        while (true)
        {
            var reply = Receive();
            if (reply == "OK")
                return answer.ToString();
            if (reply.Length == 0 || reply[0] == 'E')
                throw new InvalidOperationException("QEMU refused the monitor command '" + command + "'");
            answer.Append(System.Text.Encoding.ASCII.GetString(Convert.FromHexString(reply.AsSpan(1))));
        }
    }

    public void Dispose() => socket.Dispose();

    private static Socket Connect(string path, DateTime deadline)
    {
        while (true)
        {
            var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            try
            {
                socket.Connect(new UnixDomainSocketEndPoint(path));
                return socket;
            }
            catch (SocketException) when (DateTime.UtcNow < deadline)
            {
                socket.Dispose();
                Thread.Sleep(10);
            }
        }
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private static void Expect(string expected, string actual)
    {
        if (actual != expected)
            throw new InvalidOperationException("QEMU's debugger stub answered '" + actual + "'");
    }

    private string Request(string text)
    {
        Send(text);
        return Receive();
    }

    private void Send(string text)
    {
        var sum = 0;
        foreach (var character in text)
            sum += character;
        socket.Send(System.Text.Encoding.ASCII.GetBytes(Text($"${text}#{sum & 0xff:x2}")));
    }

    /// <summary>The next packet's text; acknowledges it.</summary>
    private string Receive()
    {
        while (Next() != '$')
        {
        }

        var text = new StringBuilder();
        for (var character = Next(); character != '#'; character = Next())
            text.Append(character);
        Next();
        Next();
        socket.Send("+"u8);
        return text.ToString();
    }

    private char Next()
    {
        if (start == end)
        {
            start = 0;
            end = socket.Receive(buffer);
            if (end == 0)
                throw new EndOfStreamException("the machine has ended");
        }

        return (char)buffer[start++];
    }
}
