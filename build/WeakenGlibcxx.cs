using System;
using System.IO;
using System.Text;
using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;

/// <summary>Marks the version need GLIBCXX_3.4.32 of a 64-bit little-endian ELF file as weak. See LibTorchSharp.targets.</summary>
public class WeakenGlibcxx : Task
{
    private const string Version = "GLIBCXX_3.4.32";
    private const uint SectionTypeVersionNeed = 0x6ffffffe;
    private const ushort VersionFlagWeak = 2;

    [Required]
    public string File { get; set; }

    public override bool Execute()
    {
        byte[] elf = System.IO.File.ReadAllBytes(File);
        int flags = FindFlags(elf);
        if (flags < 0 || (BitConverter.ToUInt16(elf, flags) & VersionFlagWeak) != 0)
        {
            return true;
        }

        elf[flags] |= (byte)VersionFlagWeak;

        // Written aside and renamed: the file may be a hard link into the package cache, or loaded by another process.
        string aside = File + ".weak";
        System.IO.File.WriteAllBytes(aside, elf);
        System.IO.File.SetLastWriteTimeUtc(aside, System.IO.File.GetLastWriteTimeUtc(File));
        System.IO.File.Delete(File);
        System.IO.File.Move(aside, File);
        Log.LogMessage(MessageImportance.Low, "Marked {0} as a weak version need in {1}", Version, File);
        return true;
    }

    /// <summary>The offset of vna_flags of the version need, or -1 when the file does not ask for that version.</summary>
    private static int FindFlags(byte[] elf)
    {
        long sections = BitConverter.ToInt64(elf, 0x28);
        int sectionSize = BitConverter.ToUInt16(elf, 0x3a);
        int sectionCount = BitConverter.ToUInt16(elf, 0x3c);
        for (int i = 0; i < sectionCount; i++)
        {
            int section = (int)sections + (i * sectionSize);
            if (BitConverter.ToUInt32(elf, section + 4) != SectionTypeVersionNeed)
            {
                continue;
            }

            int needs = (int)BitConverter.ToInt64(elf, section + 0x18);
            int names = (int)BitConverter.ToInt64(elf, (int)sections + ((int)BitConverter.ToUInt32(elf, section + 0x28) * sectionSize) + 0x18);
            return FindFlags(elf, needs, names);
        }

        return -1;
    }

    private static int FindFlags(byte[] elf, int need, int names)
    {
        while (true)
        {
            int entries = BitConverter.ToUInt16(elf, need + 2);
            int entry = need + (int)BitConverter.ToUInt32(elf, need + 8);
            for (int i = 0; i < entries; i++)
            {
                int name = names + (int)BitConverter.ToUInt32(elf, entry + 8);
                if (Encoding.ASCII.GetString(elf, name, Version.Length + 1) == Version + "\0")
                {
                    return entry + 4;
                }

                entry += (int)BitConverter.ToUInt32(elf, entry + 12);
            }

            uint next = BitConverter.ToUInt32(elf, need + 12);
            if (next == 0)
            {
                return -1;
            }

            need += (int)next;
        }
    }
}
