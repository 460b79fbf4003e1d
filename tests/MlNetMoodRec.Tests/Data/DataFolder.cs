using System.IO.Compression;
using System.Text;

namespace MlNetMoodRec.Tests.Data;

/// <summary>A folder for the files of one test, removed after it.</summary>
internal sealed class DataFolder : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("moodrec-data-");

    public string Name(string file) => Path.Combine(_folder.FullName, file);

    public IEnumerable<string> Files => _folder.EnumerateFiles().Select(file => file.Name);

    public string Text(string file, string content) => Bytes(file, Encoding.UTF8.GetBytes(content));

    public string Bytes(string file, byte[] content)
    {
        File.WriteAllBytes(Name(file), content);
        return Name(file);
    }

    public string Gzip(string file, string content, int cut = 0)
    {
        using MemoryStream stream = new();
        using (GZipStream gzip = new(stream, CompressionLevel.Optimal, leaveOpen: true))
        {
            gzip.Write(Encoding.UTF8.GetBytes(content));
        }

        return Bytes(file, stream.ToArray()[..^cut]);
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
