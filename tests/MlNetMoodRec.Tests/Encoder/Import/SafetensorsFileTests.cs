using CsCheck;
using MlNetMoodRec.Training.Encoder.Import;

namespace MlNetMoodRec.Tests.Encoder.Import;

[TestClass]
public sealed class SafetensorsFileTests
{
    private static string s_folder = null!;

    [ClassInitialize]
    public static void Create(TestContext _) => s_folder = Directory.CreateTempSubdirectory("safetensors-").FullName;

    [ClassCleanup]
    public static void Delete() => Directory.Delete(s_folder, recursive: true);

    [TestMethod]
    public void Read_ThreeTypes_GivesTheirValues()
    {
        string path = NewPath();
        float[] values = [1.5f, -0.25f, 3, 0, -1024, 0.001f];
        SafetensorsWriter.Write(path, [("b", "F16", [2, 3]), ("a", "F32", [6]), ("c", "BF16", [3, 1, 2]), ("none", "F32", [0, 4])], n => n == "none" ? [] : values);

        using SafetensorsFile file = SafetensorsFile.Open(path);

        foreach ((string name, string type) in (ReadOnlySpan<(string, string)>)[("a", "F32"), ("b", "F16"), ("c", "BF16")])
        {
            var read = new float[6];
            file.Read(file.Tensors[name], read);
            CollectionAssert.AreEqual(values.Select(v => SafetensorsWriter.Rounded(type, v)).ToArray(), read, name);
        }

        Assert.AreEqual("F16 [2, 3]", file.Tensors["b"].Description);
        Assert.AreEqual(0, file.Tensors["none"].Values);
        Assert.HasCount(4, file.Tensors);
    }

    [TestMethod]
    [DataRow("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"b":{"dtype":"F32","shape":[2],"data_offsets":[4,12]}}""", "'b' begin at offset 4, expected 8: they overlap")]
    [DataRow("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"b":{"dtype":"F32","shape":[1],"data_offsets":[8,12]}}""", "begin at offset 8, expected 4: bytes before them belong to no tensor")]
    [DataRow("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}""", "its tensors end at byte")]
    [DataRow("""{"a":{"dtype":"F32","shape":[4],"data_offsets":[0,16]}}""", "at most 12, as many bytes as the file holds")]
    [DataRow("""{"a":{"dtype":"F32","shape":[3],"data_offsets":[12,0]}}""", "expected two in ascending order")]
    [DataRow("""{"a":{"dtype":"F32","shape":[3],"data_offsets":[0]}}""", "has data_offsets [0]")]
    [DataRow("""{"a":{"dtype":"F32","shape":[3],"data_offsets":[-4,8]}}""", "has no usable data_offsets")]
    [DataRow("""{"a":{"dtype":"F32","shape":[3],"data_offsets":[0,99999999999999999999]}}""", "has no usable data_offsets")]
    [DataRow("""{"a":{"dtype":"F32","shape":[4],"data_offsets":[0,12]}}""", "has 12 bytes, expected 16")]
    [DataRow("""{"a":{"dtype":"F32","shape":[4294967296,4294967296],"data_offsets":[0,12]}}""", "expected more than any file holds")]
    [DataRow("""{"a":{"dtype":"F32","shape":[1.5],"data_offsets":[0,12]}}""", "has no usable shape")]
    [DataRow("""{"a":{"dtype":"F32","shape":[1,1,1,1,1,1,1,1,3],"data_offsets":[0,12]}}""", "at most 8 whole numbers")]
    [DataRow("""{"a":{"dtype":"Q4_0","shape":[3],"data_offsets":[0,12]}}""", "unknown dtype 'Q4_0', expected one of BOOL")]
    [DataRow("""{"a":{"dtype":7,"shape":[3],"data_offsets":[0,12]}}""", "not a JSON object of tensors")]
    [DataRow("""{"a":{"shape":[3],"data_offsets":[0,12]}}""", "has no dtype")]
    [DataRow("""{"a":[1,2]}""", "'a' has no dtype")]
    [DataRow("""{"a":{"dtype":"F32","shape":[3],"data_offsets":[0,12]},"a":{"dtype":"F32","shape":[3],"data_offsets":[0,12]}}""", "not a JSON object of tensors")]
    [DataRow("""{"a":{"dtype":"F32",""", "not a JSON object of tensors")]
    [DataRow("[]", "not a JSON object of tensors")]
    [DataRow("", "not a JSON object of tensors")]
    [DataRow("{}", "its tensors end at byte")]
    [DataRow("""{"a":{"dtype":"F32","shape":[3],"data_offsets":{"x":{"y":{"z":1}}}}}""", "not a JSON object of tensors")]
    public void Open_BadHeader_SaysWhatIsWrong(string header, string part)
    {
        string path = NewPath();
        SafetensorsWriter.WriteRaw(path, header, new byte[12]);

        MoodRecException error = Assert.ThrowsExactly<MoodRecException>(() => SafetensorsFile.Open(path));

        Assert.Contains(part, error.Message);
        Assert.Contains(path, error.Message);
    }

    [TestMethod]
    [DataRow(9UL)]
    [DataRow(1UL << 40)]
    [DataRow(ulong.MaxValue)]
    public void Open_HeaderLongerThanTheFile_AllocatesNothing(ulong length)
    {
        string path = NewPath();
        SafetensorsWriter.WriteRaw(path, "{}", [], length);
        long before = GC.GetAllocatedBytesForCurrentThread();

        MoodRecException error = Assert.ThrowsExactly<MoodRecException>(() => SafetensorsFile.Open(path));

        Assert.Contains($"its header is to have {length} bytes, expected at most 2 in a file of 10 bytes", error.Message);
        Assert.IsLessThan(1 << 20, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [TestMethod]
    public void Open_HeaderOfManyMegabytes_IsRefusedUnread()
    {
        string path = NewPath();
        SafetensorsWriter.WriteRaw(path, "{}", [], 20 << 20);
        using (FileStream file = File.OpenWrite(path))
        {
            file.SetLength(40 << 20);
        }

        long before = GC.GetAllocatedBytesForCurrentThread();

        MoodRecException error = Assert.ThrowsExactly<MoodRecException>(() => SafetensorsFile.Open(path));

        Assert.Contains("expected at most 16777216", error.Message);
        Assert.IsLessThan(1 << 20, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [TestMethod]
    [DataRow(0)]
    [DataRow(5)]
    [DataRow(40)]
    [DataRow(-1)]
    public void Open_CutOff_IsRefused(int length)
    {
        string path = NewPath();
        SafetensorsWriter.Write(path, [("a", "F32", [3])], _ => new float[3]);
        byte[] whole = File.ReadAllBytes(path);
        File.WriteAllBytes(path, whole[..(length < 0 ? whole.Length + length : length)]);

        MoodRecException error = Assert.ThrowsExactly<MoodRecException>(() => SafetensorsFile.Open(path));

        Assert.Contains("It may be cut off", error.Message);
    }

    [TestMethod]
    public void Read_NotANumber_NamesTheTensor()
    {
        string path = NewPath();
        SafetensorsWriter.Write(path, [("a", "F16", [2])], _ => [1, float.PositiveInfinity]);
        using SafetensorsFile file = SafetensorsFile.Open(path);

        MoodRecException error = Assert.ThrowsExactly<MoodRecException>(() => file.Read(file.Tensors["a"], new float[2]));

        Assert.Contains("The tensor 'a'", error.Message);
    }

    [TestMethod]
    public void Open_AnyChangedBytes_ReadsOrRefuses()
    {
        string path = NewPath();
        SafetensorsWriter.Write(path, [("a", "F32", [2, 3]), ("b", "BF16", [4])], n => new float[n == "a" ? 6 : 4]);
        byte[] whole = File.ReadAllBytes(path);
        const string Likely = "0123456789[]{}\",:-eFBU";
        Gen<(int At, byte Value)> change = Gen.Select(
            Gen.Int[0, whole.Length - 1], Gen.OneOf(Gen.Byte, Gen.Int[0, Likely.Length - 1].Select(i => (byte)Likely[i])));

        change.Array[1, 4].Sample(
            changes =>
            {
                byte[] changed = [.. whole];
                foreach ((int at, byte value) in changes)
                {
                    changed[at] = value;
                }

                File.WriteAllBytes(path, changed);
                try
                {
                    using SafetensorsFile file = SafetensorsFile.Open(path);
                    return file.Tensors.Values.Sum(t => t.Bytes) <= changed.Length;
                }
                catch (MoodRecException)
                {
                    return true;
                }
            },
            iter: 2000, threads: 1);
    }

    private static string NewPath() => Path.Combine(s_folder, Guid.NewGuid().ToString("N") + ".safetensors");
}
