using System.IO.Compression;
using Microsoft.ML;

namespace MlNetMoodRec.Recommendation;

public sealed partial class MoodRecModel
{
    /// <summary>Loads a model zip.</summary>
    /// <exception cref="MoodRecException">No such file, not a model zip, cut off, or of another format version.</exception>
    public static MoodRecModel Load(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (!File.Exists(path))
        {
            throw new MoodRecException(Directory.Exists(path)
                ? $"'{path}' is a folder; expected a model zip. Name the file that 'moodrec train --out' wrote."
                : $"There is no model at '{path}'. Train one with 'moodrec train --out {path}', or check the path.");
        }

        ModelContents contents = ReadContents(path);
        string temporaryFolder = Directory.CreateTempSubdirectory("moodrec-").FullName;
        try
        {
            var context = new MLContext { TempFilePath = temporaryFolder };
            context.MoodRec();
            return new MoodRecModel(context, temporaryFolder, context.Model.Load(path, out _), contents);
        }
        catch (Exception exception)
        {
            Directory.Delete(temporaryFolder, recursive: true);
            if (exception is FormatException or InvalidOperationException or InvalidDataException)
            {
                throw Broken(path, exception);
            }

            throw;
        }
    }

    private static ModelContents ReadContents(string path)
    {
        try
        {
            using ZipArchive zip = ZipFile.OpenRead(path);
            return ModelContents.Read(zip, path);
        }
        catch (InvalidDataException exception)
        {
            throw Broken(path, exception);
        }
    }

    private static MoodRecException Broken(string path, Exception cause) =>
        new($"'{path}' ({new FileInfo(path).Length:N0} bytes) is not a whole model zip: it is another kind of file, or was cut off. " +
            "Copy or train it again.", cause);
}
