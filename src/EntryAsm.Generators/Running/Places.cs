// SPDX-License-Identifier: MIT
using System.Reflection.Metadata;
using EntryAsm.Generators.Lowering;
using EntryAsm.Generators.Reduction;

namespace EntryAsm.Generators.Running;

/// <summary>A stretch of a file that the compiler made instructions of; lines and columns count from zero.</summary>
internal readonly record struct CodeLines(string Path, int StartLine, int StartColumn, int EndLine, int EndColumn);

/// <summary>The lines of steps, from the compiler's symbols.</summary>
internal static class Places
{
    /// <summary>The statement or expression an offset belongs to.</summary>
    public static CodeLines? LinesOf(Code code, int offset)
    {
        CodeLines? found = null;
        foreach (var point in PointsOf(code))
        {
            if (point.Offset > offset && found is not null)
                break;
            if (!point.IsHidden)
                found = LinesOf(code, point);
        }

        return found;
    }

    public static IEnumerable<SequencePoint> PointsOf(Code code) => code.Image.Lines.GetMethodDebugInformation(code.Handle).GetSequencePoints();

    /// <summary>What was taken out of the code because it does not compile.</summary>
    public static BrokenPiece? BrokenAt(Code code, int offset)
    {
        if (code.Layer.Broken.Count == 0 || LinesOf(code, offset) is not { } lines)
            return null;
        return code.Layer.Broken.FirstOrDefault(piece => piece.Path == lines.Path && piece.IsEntered(lines.StartLine, lines.StartColumn));
    }

    private static CodeLines LinesOf(Code code, SequencePoint point)
    {
        var reader = code.Image.Lines;
        return new CodeLines(reader.GetString(reader.GetDocument(point.Document).Name), point.StartLine - 1, point.StartColumn - 1, point.EndLine - 1, point.EndColumn - 1);
    }
}
