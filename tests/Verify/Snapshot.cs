// SPDX-License-Identifier: MIT
using System.Collections.Concurrent;

namespace VerifyXunit;

/// <summary>One snapshot: the verified file, and the received file that a mismatch leaves beside it.</summary>
sealed class Snapshot
{
    static readonly ConcurrentDictionary<string, byte> Used = new(StringComparer.Ordinal);

    readonly string verifiedFile;
    readonly string receivedFile;

    public Snapshot(SnapshotName name, string extension)
    {
        var prefix = name.Prefix();
        verifiedFile = $"{prefix}.verified.{extension}";
        receivedFile = $"{prefix}.received.{extension}";
        if (!Used.TryAdd(verifiedFile, 0))
            throw new VerifyException(
                $"{Path.GetFileName(verifiedFile)} was compared twice in one run. Give each case its own snapshot by UseParameters, UseMethodName or UseFileName.");
    }

    public void Compare(string received)
    {
        if (!File.Exists(verifiedFile))
            Fail(received, $"There is no snapshot {Path.GetFileName(verifiedFile)} yet. Received:\n\n{received}");

        var verified = SnapshotText.Normalise(File.ReadAllText(verifiedFile, SnapshotText.Encoding));
        if (!SnapshotText.AreEqual(received, verified))
            Fail(received, $"{Path.GetFileName(verifiedFile)} differs (- verified, + received):\n\n{TextDiff.Of(verified, received)}");

        File.Delete(receivedFile);
    }

    [System.Diagnostics.CodeAnalysis.DoesNotReturn]
    void Fail(string received, string message)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(receivedFile)!);
        File.WriteAllText(receivedFile, received, SnapshotText.Encoding);
        throw new VerifyException($"{message}\n\nReceived: {receivedFile}\nIf that is right, bless it: eng/bless.sh {Path.GetFileName(receivedFile)}");
    }
}
