using System.IO.Compression;
using Microsoft.ML;

namespace MlNetMoodRec.Recommendation;

public sealed partial class MoodRecModel
{
    /// <summary>
    /// Loads a model zip: checks it against its own checksums, and has the model answer two requests. Reading a zip runs
    /// no code from it, but names the types that ML.NET makes: load models that you trust.
    /// </summary>
    /// <remarks>
    /// The file is open only while this runs. The loaded graphs lie in a folder of their own under the system's temporary
    /// folder until <see cref="Dispose"/>; nothing is left there when loading fails.
    /// </remarks>
    /// <exception cref="MoodRecException">
    /// No such file, not readable, not a model zip, cut off or damaged, of another format version, or a model that does not answer.
    /// </exception>
    public static MoodRecModel Load(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        using FileStream file = ModelZipFile.Open(path);
        string? temporaryFolder = null;
        ITransformer? transformer = null;
        try
        {
            ModelContents contents = ReadContents(file, path);
            temporaryFolder = MakeTemporaryFolder(path);
            var context = new MLContext { TempFilePath = temporaryFolder };
            context.MoodRec();
            file.Position = 0;
            transformer = context.Model.Load(file, out _);
            var model = new MoodRecModel(context, temporaryFolder, transformer, contents);
            model.TryRequests(path);
            return model;
        }
        catch (Exception exception)
        {
            (transformer as IDisposable)?.Dispose();
            if (temporaryFolder is not null)
            {
                Directory.Delete(temporaryFolder, recursive: true);
            }

            if (Explain(exception, path, file.Length) is { } explained)
            {
                throw explained;
            }

            throw;
        }
    }

    private static ModelContents ReadContents(FileStream file, string path)
    {
        using ZipArchive zip = ModelZipFile.OpenZip(file);
        return ModelContents.Read(zip, path, file.Length);
    }

    /// <summary>The error to show for what a zip made ML.NET throw, or null where the zip is not to blame.</summary>
    private static MoodRecException? Explain(Exception exception, string path, long length) => exception.GetBaseException() switch
    {
        _ when exception is MoodRecException => null,
        _ when exception is InvalidDataException => ModelZipFile.Broken(path, length, exception),

        // ONNX Runtime's own library is missing or of another kind: a fault of the installation.
        DllNotFoundException or BadImageFormatException or EntryPointNotFoundException => null,

        IOException and not (EndOfStreamException or FileLoadException or FileNotFoundException) or UnauthorizedAccessException =>
            NoTemporaryFolder(path, exception.GetBaseException()),
        var cause => ModelZipFile.Broken(
            path, length, new InvalidDataException($"ML.NET cannot read it ({cause.GetType().Name}: {ModelZipFile.FirstLine(cause)})", exception)),
    };

    private static string MakeTemporaryFolder(string path)
    {
        try
        {
            return Directory.CreateTempSubdirectory("moodrec-").FullName;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw NoTemporaryFolder(path, exception);
        }
    }

    private static MoodRecException NoTemporaryFolder(string path, Exception cause) => new(
        $"'{path}' cannot be loaded by way of the folder '{Path.GetTempPath()}': {ModelZipFile.FirstLine(cause)} " +
        "Make room in that folder, or set TMPDIR (TMP on Windows) to another.",
        cause);

    /// <summary>A model may load and yet not answer: a graph of other shapes, weights that are no numbers, no vocabulary.</summary>
    private void TryRequests(string path)
    {
        Try(new ListenerContext { Text = "a long day, now something warm and slow", RecentSongIds = [.. Catalogue.Take(3).Select(s => s.Id)] });
        Try(new ListenerContext());

        void Try(ListenerContext request)
        {
            SongRecommendations answer;
            try
            {
                answer = Recommend(request);
            }
            catch (Exception exception)
            {
                throw new MoodRecException(
                    $"The model in '{path}' loads, but fails on a request: {ModelZipFile.FirstLine(exception.GetBaseException())} Train it again.", exception);
            }

            if (answer.SongIds.Length == 0 || !answer.Scores.All(float.IsFinite) || !float.IsFinite(answer.Valence) || !float.IsFinite(answer.Arousal))
            {
                throw new MoodRecException($"The model in '{path}' loads, but answers a request with no songs or with scores that are no numbers. Train it again.");
            }
        }
    }
}
