using System;
using System.IO;
using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;

/// <summary>Sets DisableOptimizations in the DebuggableAttribute of TorchSharp.dll. See LibTorchSharp.targets.</summary>
public class HoldReferences : Task
{
    // A custom attribute's blob: its length, the prolog 1, the argument (DebuggingModes), no named arguments.
    private static readonly byte[] Released = { 8, 1, 0, 0x02, 0x00, 0, 0, 0, 0 };
    private static readonly byte[] Unoptimized = { 8, 1, 0, 0x07, 0x01, 0, 0, 0, 0 };

    [Required]
    public string File { get; set; }

    public override bool Execute()
    {
        byte[] assembly = System.IO.File.ReadAllBytes(File);
        if (Find(assembly, Unoptimized, 0) >= 0)
        {
            return true;
        }

        int place = Find(assembly, Released, 0);
        if (place < 0 || Find(assembly, Released, place + 1) >= 0)
        {
            Log.LogError("{0} is not built as the TorchSharp that this step was written for: expected one DebuggableAttribute. See build/LibTorchSharp.targets.", File);
            return false;
        }

        Unoptimized.CopyTo(assembly, place);

        // Written aside and renamed: the file may be a hard link into the package cache, or loaded by another process.
        string aside = File + ".held";
        System.IO.File.WriteAllBytes(aside, assembly);
        System.IO.File.SetLastWriteTimeUtc(aside, System.IO.File.GetLastWriteTimeUtc(File));
        System.IO.File.Delete(File);
        System.IO.File.Move(aside, File);
        Log.LogMessage(MessageImportance.Low, "Switched off optimisation of {0}", File);
        return true;
    }

    private static int Find(byte[] bytes, byte[] part, int start)
    {
        for (int i = start; i <= bytes.Length - part.Length; i++)
        {
            int same = 0;
            while (same < part.Length && bytes[i + same] == part[same])
            {
                same++;
            }

            if (same == part.Length)
            {
                return i;
            }
        }

        return -1;
    }
}
